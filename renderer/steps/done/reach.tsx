import type { ReactNode } from 'react';
import type { FlashTarget, FlashTopic } from '../../../src/contract/window/flash.ts';
import { BOARD_IDS } from '../../../src/core/boards/index.ts';
import type { Settings } from '../../../src/core/spec/settings.ts';
import { BoardDrawing } from '../../drawings/board-drawing.tsx';
import { useIsDemo } from '../../state/app-facts.ts';
import { completedOf } from '../../state/completed.ts';
import { useDraft } from '../../state/use-draft.ts';
import { Code } from '../../ui/code.tsx';
import { Panel } from '../../ui/layout.tsx';
import { useWords } from '../../words/use-words.ts';
import { accessOf, type Access } from './access.ts';
import { HostKey } from './host-key.tsx';

const SIGN_IN = {
  name: 'window.done.sign-in',
  usual: 'window.done.sign-in-usual',
  address: 'window.done.sign-in-address',
} as const;

export interface ReachProps {
  readonly flash: FlashTopic;
  readonly targets: readonly FlashTarget[];
}

/** What to do at the Pi, and how to reach it from here. Only what can work with what is on the card. */
export function Reach({ flash: { image }, targets }: ReachProps): ReactNode {
  const { t } = useWords();
  const board = BOARD_IDS.find((id) => id === image.board);
  const isFile = targets.every(({ drive }) => drive === null);
  const access = accessOf({ ...image, settings: useSettingsOf(image) });
  return (
    <Panel>
      <h2 className="text-section font-head">{t('window.done.next')}</h2>
      <ol className="mt-3 flex flex-col gap-4 [counter-reset:next]">
        <Numbered>
          <div className="flex flex-wrap items-start justify-between gap-4">
            <p className="min-w-40 flex-1">
              {t(isFile ? 'window.done.put-file' : board ? 'window.done.put' : 'window.done.put-plain')}
            </p>
            {board && !isFile && <BoardDrawing board={board} className="w-28" />}
          </div>
        </Numbered>
        {image.host !== null && !isFile && (
          <Numbered>
            <p>{t('window.done.wait')}</p>
            <p className="text-small text-text-2">{t('window.done.wait-why')}</p>
          </Numbered>
        )}
        {access.type !== 'closed' && access.type !== 'unknown' && (
          <Numbered>
            <SignIn access={access} />
          </Numbered>
        )}
      </ol>
      {access.type !== 'closed' &&
        targets.map((target) => (
          <HostKey
            key={target.id}
            target={target}
            isNamed={targets.length > 1}
            // ssh finds a host key by what the person types: the name, and here no name is found.
            canTrust={access.type !== 'address' && access.type !== 'router'}
          />
        ))}
    </Panel>
  );
}

/** What the answers say of the Pi that was written; null where they are not about it. */
function useSettingsOf({ host, user }: FlashTopic['image']): Settings | null {
  const isDemo = useIsDemo();
  const { way, answers } = useDraft();
  const completed = completedOf(answers);
  // The demo's image is built whatever the answers are.
  if (isDemo || way !== 'pi' || completed.type !== 'complete') return null;
  const { settings } = completed;
  return settings.hostName === host && settings.user.name === user ? settings : null;
}

function SignIn({ access }: { readonly access: Exclude<Access, { readonly type: 'closed' | 'unknown' }> }): ReactNode {
  const { t } = useWords();
  switch (access.type) {
    case 'router':
      return <p>{t('window.done.sign-in-router', { user: access.user })}</p>;
    case 'address':
    case 'usual':
    case 'name':
      return (
        <>
          <p className="mb-2">{t(SIGN_IN[access.type])}</p>
          <Code canCopy text={`ssh ${access.target}`} />
        </>
      );
  }
}

function Numbered({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <li className="flex gap-3.5 [counter-increment:next]">
      <span
        aria-hidden
        className="grid size-6 flex-none place-items-center rounded-full border border-line-strong text-note font-head before:content-[counter(next)]"
      />
      <div className="min-w-0 flex-1">{children}</div>
    </li>
  );
}
