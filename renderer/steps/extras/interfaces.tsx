import type { ReactNode } from 'react';
import { INTERFACES, type Board, type Interface, type KernelChoice } from '../../../src/core/boards/board.ts';
import { kernelsOf } from '../../../src/core/boards/index.ts';
import type { DraftAnswers } from '../../../src/contract/window/draft.ts';
import { boardOfAnswers, kernelOfAnswers, releaseOfAnswers } from '../../state/board-of.ts';
import { answerAt } from '../../state/draft-store.ts';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Section } from '../../ui/layout.tsx';
import { Link } from '../../ui/link.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import { useProblem } from './use-problem.ts';

/** What the board's pins, sockets and radio can do under the chosen kernel; the rest stays in the list, with its reason. */
export function Interfaces(): ReactNode {
  const { t } = useWords();
  const { answers } = useDraft();
  const board = boardOfAnswers(answers);
  const kernel = kernelOfAnswers(answers);
  if (board === null) return null;
  return (
    <Section title={t('window.extras.interfaces')}>
      <div className="flex flex-col gap-1">
        {INTERFACES.map((name) => (
          <InterfaceRow key={name} name={name} board={board} kernel={kernel} />
        ))}
      </div>
    </Section>
  );
}

interface InterfaceRowProps {
  readonly name: Interface;
  readonly board: Board;
  /** Null when the chosen one is none of the board's: that is said at the kernel. */
  readonly kernel: KernelChoice | null;
}

function InterfaceRow({ name, board, kernel }: InterfaceRowProps): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const { answers } = useDraft();
  const path = `interfaces.${name}`;
  const isOn = answerAt(answers, path) === true;
  const isOffered = kernel === null || kernel.interfaces.includes(name);
  const problem = useProblem(path);
  const other = isOffered ? null : otherKernel(answers, board, name);
  return (
    <div>
      <Checkbox
        path={path}
        isChosen={isOn}
        onChange={(isChosen) => store.answer(path, isChosen)}
        // What is on and cannot be has to be switched off.
        isDisabled={!isOffered && !isOn}
        isInvalid={problem !== null}
        help={isOffered ? t(`window.extras.interface.${name}.help`) : undefined}
      >
        {t(`window.extras.interface.${name}`)}
      </Checkbox>
      {isOffered && problem !== null && <Tag tone="danger">{problem}</Tag>}
      {!isOffered && (
        <div className="flex flex-wrap items-start gap-x-2 ps-6.5 pb-1 text-small">
          <Tag tone={isOn ? 'danger' : 'plain'}>
            {t('window.extras.interface.refused', { board: board.title, kernel: kernel.id })}
          </Tag>
          {other !== null && (
            <Link onPress={() => store.answer('kernel', other)}>
              {t('window.extras.kernel.use', { kernel: other })}
            </Link>
          )}
        </div>
      )}
    </div>
  );
}

/** A kernel of this board that can do it; null when there is none. */
function otherKernel(answers: DraftAnswers, board: Board, name: Interface): KernelChoice['id'] | null {
  const offered = kernelsOf(board, releaseOfAnswers(answers));
  return offered.find(({ interfaces }) => interfaces.includes(name))?.id ?? null;
}
