import { Laptop, Server, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LookedAt } from '../../../src/contract/window/places.ts';
import type { Words } from '../../../src/words/words.ts';
import { BusyRing } from '../../ui/busy.tsx';
import { Button } from '../../ui/button.tsx';
import type { CardChoice } from '../../ui/choice-cards.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Tone } from '../../ui/tone.ts';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';
import { Findings, Fixes } from './findings.tsx';
import type { PlaceView } from '../../state/places/place-store.ts';
import { placeName } from '../../state/places/place-name.ts';
import { placeRefusal } from '../../state/places/use-places.ts';

const TONES: Readonly<Record<LookedAt['state'], Tone>> = { ready: 'ok', careful: 'warn', no: 'danger' };

export interface PlaceDeeds {
  readonly look: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly showKey: (id: string) => void;
}

/** A place as a card. */
export function placeChoice(words: Words, view: PlaceView, deeds: PlaceDeeds): CardChoice<string> {
  const { place, test } = view;
  const isHere = place.kind === 'here';
  return {
    id: place.id,
    title: placeName(words, place),
    detail: isHere ? undefined : words.t('window.where.by-ssh'),
    figure: <PlaceFigure icon={isHere ? Laptop : Server} isBusy={test.state === 'busy'} />,
    children: <PlaceState view={view} />,
    isRefused: placeRefusal(view) !== null,
    action: <PlaceActions view={view} deeds={deeds} />,
  };
}

/** The ring while it is looked at; with reduced motion the icon stays, and the button below says that it works. */
function PlaceFigure({ icon, isBusy }: { readonly icon: LucideIcon; readonly isBusy: boolean }): ReactNode {
  if (!isBusy) return <Icon of={icon} />;
  return (
    <>
      <BusyRing />
      <span className="hidden motion-reduce:block">
        <Icon of={icon} />
      </span>
    </>
  );
}

/** What was found there. */
function PlaceState({ view: { test } }: { readonly view: PlaceView }): ReactNode {
  const words = useWords();
  const say = useErrorWords();
  const { t } = words;
  switch (test.state) {
    case 'idle':
      return t('window.where.not-looked');
    case 'busy':
      return t('window.where.looking');
    case 'failed': {
      const { message, next } = say(test.error);
      return (
        <>
          <Tag tone="danger">{message}</Tag>
          <span className="block">{next}</span>
        </>
      );
    }
    case 'known': {
      const report = test.value;
      if (report.state === 'host-key') return <Tag tone="warn">{t('window.where.key-unknown')}</Tag>;
      return (
        <>
          <span className="block empty:hidden">{factsOf(words, report)}</span>
          <span className="mt-1.5 block font-label">
            <Tag tone={TONES[report.state]}>{t(`window.where.state.${report.state}`)}</Tag>
          </span>
          <Findings findings={report.findings} />
        </>
      );
    }
  }
}

/** `x86_64-linux, Nix 2.31, 42 GB free`, as far as it is known. */
function factsOf({ t }: Words, { system, nix, freeBytes }: LookedAt): string {
  return t('window.where.facts', {
    system,
    nix,
    freeBytes,
    has: `${system === null ? '' : 's'}${nix === null ? '' : 'n'}${freeBytes === null ? '' : 'f'}`,
  });
}

function PlaceActions({ view, deeds }: { readonly view: PlaceView; readonly deeds: PlaceDeeds }): ReactNode {
  const words = useWords();
  const { place, test } = view;
  const { t } = words;
  const isUnknown = test.state === 'known' && test.value.state === 'host-key';
  return (
    <div className="flex flex-col gap-2">
      {test.state === 'known' && test.value.state !== 'host-key' && <Fixes findings={test.value.findings} />}
      <div className="-ms-2.5 flex flex-wrap gap-1">
        {isUnknown && (
          <Button size="small" onPress={() => deeds.showKey(place.id)}>
            {t('window.where.show-key')}
          </Button>
        )}
        <Button size="small" variant="quiet" isBusy={test.state === 'busy'} onPress={() => deeds.look(place.id)}>
          {t('window.where.look-again')}
        </Button>
        {place.kind !== 'here' && (
          <Button size="small" variant="quiet" onPress={() => deeds.remove(place.id)}>
            {t('window.where.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}
