import { useEffect, useState, type ReactNode } from 'react';
import type { DrivesTopic } from '../../../src/contract/window/drives.ts';
import { call } from '../../bridge/call.ts';
import { useTopic } from '../../bridge/topics.ts';
import { hasBegun, isRunning } from '../../jobs/flash-ends.ts';
import { chooseDrives, clearFlash, forgetDeeds } from '../../jobs/flash-deeds.ts';
import { useChoosingImage, useImageOfWay } from '../../jobs/image-of-way.ts';
import { useWizard } from '../../state/use-wizard.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { Link } from '../../ui/link.tsx';
import { useWords } from '../../words/use-words.ts';
import { cardChoice, driveChoice } from './drive-choices.tsx';
import { EmptyList } from './empty-list.tsx';
import { ImageLine } from './image-line.tsx';
import { LargeDialog } from './large-dialog.tsx';
import { MissingSecrets } from './missing-secrets.tsx';
import { WriteOptions } from './write-options.tsx';
import { VirtualDialog } from './virtual-dialog.tsx';

/** Which drive is to be written. It is watched as long as this page is there. */
export function DrivePage(): ReactNode {
  const drives = useTopic('drives');
  useWatching();
  useChoosingImage();
  useGoOn();
  return (
    <div className="flex flex-col gap-4">
      <ImageLine />
      <MissingSecrets />
      {drives && <DriveList topic={drives} />}
      <WriteOptions />
    </div>
  );
}

function DriveList({ topic }: { readonly topic: DrivesTopic }): ReactNode {
  const words = useWords();
  const several = useTopic('preferences')?.severalCards ?? false;
  const imageBytes = useImageOfWay()?.bytes ?? null;
  const [asking, setAsking] = useState<'large' | 'virtual' | null>(null);
  const { t } = words;
  const close = (): void => setAsking(null);
  const choices = [
    ...topic.drives.map((drive) => driveChoice(drive, words, imageBytes, () => setAsking('large'))),
    ...topic.cards.map((card) => cardChoice(card, words)),
  ];
  const flash = useTopic('flash');
  const choose = (ids: readonly string[]): void => {
    // Why the last one could not be begun with is no matter any more.
    if (flash !== null && !flash.begun) void clearFlash();
    void chooseDrives(ids);
  };
  const changeSeveral = (on: boolean): void => {
    // Of several that were chosen, none is meant any more than the others.
    if (!on && topic.chosen.length > 1) choose([]);
    void call('preferences.change', { severalCards: on }).catch(() => undefined);
  };
  const list = { label: t('window.drive.list'), choices, layout: 'list', path: 'drive' } as const;
  return (
    <>
      <EmptyList topic={topic} />
      {several ? (
        <ChoiceCards {...list} several value={topic.chosen} onChange={choose} />
      ) : (
        <ChoiceCards {...list} value={topic.chosen[0] ?? null} onChange={(id) => choose([id])} />
      )}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Checkbox isChosen={several} onChange={changeSeveral}>
          {t('window.drive.several')}
        </Checkbox>
        <Link onPress={() => setAsking('virtual')}>{t('window.drive.virtual')}</Link>
      </div>
      <LargeDialog isOpen={asking === 'large'} onClose={close} />
      <VirtualDialog isOpen={asking === 'virtual'} onClose={close} />
    </>
  );
}

/** Has main look for drives, and stop when the page is left. */
function useWatching(): void {
  useEffect(() => {
    const watch = (on: boolean): void => void call('drives.watch', { on }).catch(() => undefined);
    watch(true);
    return () => {
      watch(false);
      forgetDeeds();
    };
  }, []);
}

/** As soon as a card is written, its page is the next one. */
function useGoOn(): void {
  const flash = useTopic('flash');
  const { goTo } = useWizard();
  const [isBefore] = useState(() => !(isRunning(flash) && hasBegun(flash)));
  const isWriting = flash?.state === 'running';
  useEffect(() => {
    if (isBefore && isWriting) goTo('write');
    // Going there changes what `goTo` is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isBefore, isWriting]);
}
