import { Plus } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { How } from '../../../src/core/nix/events.ts';
import { useDraftStore } from '../../state/use-draft.ts';
import { useSituation } from '../../state/situation.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { Section } from '../../ui/layout.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';
import { AddMachine } from './add-machine.tsx';
import { Cost } from './cost.tsx';
import { HostKeyDialog } from './host-key-dialog.tsx';
import { placeChoice } from './place-card.tsx';
import { PLACES, type PlaceView } from '../../state/places/place-store.ts';
import { placeName } from '../../state/places/place-name.ts';
import { costNow, placeRefusal, usePlaces } from '../../state/places/use-places.ts';

/** The usual one first. */
const HOW_CHOICES: readonly How[] = ['auto', 'native', 'cross'];

/** Which computer builds the image, each looked at on the spot, and what the build takes there. */
export function WherePage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const store = useDraftStore();
  const { draft } = useSituation();
  const views = usePlaces();
  const [isAdding, setAdding] = useState(false);
  const [keyOf, setKeyOf] = useState<string | null>(null);
  const failure = usePlacesLoaded();
  const chosen = views.find(({ place }) => place.id === draft.place) ?? null;
  const choose = (place: string): void => store.change({ place });

  const deeds = {
    look: (id: string) => void PLACES.look(id),
    remove: (id: string) => {
      if (id === draft.place) choose('here');
      void PLACES.remove(id).catch(() => undefined);
    },
    showKey: setKeyOf,
  };
  const add = async (destination: string, signal: AbortSignal): Promise<void> => {
    const { id } = await PLACES.add(destination);
    if (signal.aborted) {
      // One that was in the list before stays there.
      if (!views.some(({ place }) => place.id === id)) await PLACES.remove(id);
      return;
    }
    // Should its key not be known yet, that is the next question.
    setKeyOf(id);
    choose(id);
  };
  return (
    <div className="flex flex-col gap-4">
      {failure !== null && <Banner tone="danger">{failure}</Banner>}
      <ChoiceCards
        label={t('window.where.places')}
        layout="list"
        choices={views.map((view) => placeChoice(words, view, deeds))}
        value={draft.place}
        onChange={choose}
      />
      <div>
        <Button icon={Plus} onPress={() => setAdding(true)}>
          {t('window.where.add')}
        </Button>
      </div>
      <Section title={t('window.where.cost')} lead={t('window.where.cost.lead')}>
        {chosen && <ChosenCost view={chosen} />}
        <RadioGroup
          label={t('window.where.how')}
          choices={HOW_CHOICES.map((id) => ({
            id,
            text: t(`window.where.how.${id}`),
            help: t(`window.where.how.${id}.help`),
          }))}
          value={draft.how}
          onChange={(how) => store.change({ how })}
        />
      </Section>
      <AddMachine isOpen={isAdding} onClose={() => setAdding(false)} onAdd={add} />
      <KeyQuestion view={views.find(({ place }) => place.id === keyOf) ?? null} onClose={() => setKeyOf(null)} />
    </div>
  );
}

/** Lists them and looks at each; resolves what went wrong with that to words. */
function usePlacesLoaded(): string | null {
  const say = useErrorWords();
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    PLACES.load().catch((thrown: unknown) => {
      if (isWanted) setFailure(say(thrown).message);
    });
    return () => {
      isWanted = false;
    };
  }, [say]);
  return failure;
}

/** Asked as soon as it can be: what a build takes is a part of choosing where. */
function ChosenCost({ view }: { readonly view: PlaceView }): ReactNode {
  const words = useWords();
  const { draft, completed } = useSituation();
  const { place, test } = view;
  const { answers, how } = draft;
  const cost = costNow(view, draft);
  const isReady = test.state === 'known' && placeRefusal(view) === null && completed.type === 'complete';
  const isNew = view.costOf?.answers !== answers || view.costOf.how !== how;
  const refusal = isReady
    ? null
    : words.t(completed.type === 'complete' ? 'window.where.cost.not-there' : 'window.where.cost.not-yet');
  useEffect(() => {
    if (isReady && isNew) void PLACES.askCost(place.id, { answers, how });
  }, [isReady, isNew, place.id, answers, how]);
  return (
    <Cost
      place={placeName(words, place)}
      cost={cost}
      refusal={refusal}
      onAsk={() => void PLACES.askCost(place.id, { answers, how })}
      onCancel={() => void PLACES.cancel(place.id).catch(() => undefined)}
    />
  );
}

function KeyQuestion({ view, onClose }: { readonly view: PlaceView | null; readonly onClose: () => void }): ReactNode {
  if (view?.test.state !== 'known' || view.test.value.state !== 'host-key') return null;
  const { id, machine } = view.place;
  return (
    <HostKeyDialog
      machine={machine ?? ''}
      report={view.test.value}
      onClose={onClose}
      onTrust={(keyId) => PLACES.trust(id, keyId)}
    />
  );
}
