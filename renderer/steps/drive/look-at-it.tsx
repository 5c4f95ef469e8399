import { ScanSearch } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { WindowDrive } from '../../../src/contract/window/drives.ts';
import { windowErrorWords } from '../../../src/words/window-error-words.ts';
import { call } from '../../bridge/call.ts';
import { useTopic } from '../../bridge/topics.ts';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';

export interface LookAtItProps {
  readonly drive: WindowDrive;
}

/** Whether there is something to press, or to say. */
export function hasLook({ look: { state, error } }: WindowDrive): boolean {
  return state !== 'no' || error !== null;
}

/** The way to know whose card it is where reading it needs rights that a person has to give. */
export function LookAtIt({ drive: { id, look } }: LookAtItProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const helpId = useId();
  const isOther =
    useTopic('drives')?.drives.some((other) => other.id !== id && other.look.state === 'running') ?? false;
  const isRunning = look.state === 'running';
  const said = look.error && windowErrorWords(words, look.error.code, look.error.facts);
  // What main refuses because all has changed meanwhile, its next topic says anyway.
  const press = (asked: Promise<unknown>): void => void asked.catch(() => undefined);
  return (
    <>
      {said && (
        <span className="mb-1 block">
          <Tag tone="warn">
            {said.message} {said.next}
          </Tag>
        </span>
      )}
      {look.state !== 'no' && (
        <span className="-ms-2.5 flex flex-wrap items-center gap-x-2">
          <Button
            size="small"
            variant="quiet"
            icon={ScanSearch}
            isBusy={isRunning}
            refusal={isOther ? t('window.drive.look-other') : null}
            describedBy={helpId}
            onPress={() => press(call('drives.look', { id }))}
          >
            {t('window.drive.look')}
          </Button>
          <span id={helpId} className="text-text-3">
            {t('window.drive.look-help')}
          </span>
          {isRunning && (
            <Button size="small" variant="quiet" onPress={() => press(call('drives.stopLooking'))}>
              {t('window.ui.cancel')}
            </Button>
          )}
        </span>
      )}
    </>
  );
}
