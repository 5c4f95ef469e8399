import type { ReactNode } from 'react';
import type { FlashTarget, FlashTopic } from '../../../src/contract/window/flash.ts';
import { BOARD_IDS } from '../../../src/core/boards/index.ts';
import { BoardDrawing } from '../../drawings/board-drawing.tsx';
import { Code } from '../../ui/code.tsx';
import { Panel } from '../../ui/layout.tsx';
import { useWords } from '../../words/use-words.ts';
import { HostKey } from './host-key.tsx';

export interface ReachProps {
  readonly flash: FlashTopic;
  readonly targets: readonly FlashTarget[];
}

/** What to do at the Pi, and how to reach it from here. */
export function Reach({ flash: { image }, targets }: ReachProps): ReactNode {
  const { t } = useWords();
  const board = BOARD_IDS.find((id) => id === image.board);
  const isFile = targets.every(({ drive }) => drive === null);
  const { host, user } = image;
  return (
    <Panel>
      <h2 className="text-section font-head">{t('window.done.next')}</h2>
      <ol className="mt-3 flex flex-col gap-4">
        <Numbered number={1}>
          <div className="flex flex-wrap items-start justify-between gap-4">
            <p className="min-w-48 flex-1">
              {t(isFile ? 'window.done.put-file' : board ? 'window.done.put' : 'window.done.put-plain')}
            </p>
            {board && !isFile && <BoardDrawing board={board} className="w-28" />}
          </div>
        </Numbered>
        <Numbered number={2}>
          <p>{t('window.done.wait')}</p>
          <p className="text-small text-text-2">{t('window.done.wait-why')}</p>
        </Numbered>
        {host !== null && user !== null && (
          <Numbered number={3}>
            <p className="mb-2">{t('window.done.sign-in')}</p>
            <Code canCopy text={`ssh ${user}@${host}.local`} />
          </Numbered>
        )}
      </ol>
      {targets.map((target) => (
        <HostKey key={target.id} target={target} isNamed={targets.length > 1} />
      ))}
    </Panel>
  );
}

function Numbered({ number, children }: { readonly number: number; readonly children: ReactNode }): ReactNode {
  return (
    <li className="flex gap-3.5">
      <span
        aria-hidden
        className="grid size-6 flex-none place-items-center rounded-full border border-line-strong text-note font-head"
      >
        {number}
      </span>
      <div className="min-w-0 flex-1">{children}</div>
    </li>
  );
}
