import { useEffect, useState, type ReactNode } from 'react';
import type { FlashQuestion, FlashTopic } from '../../../src/contract/window/flash.ts';
import { windowErrorWords } from '../../../src/words/window-error-words.ts';
import { useTopic } from '../../bridge/topics.ts';
import { answerFlash, useFlashDeeds } from '../../jobs/flash-deeds.ts';
import { imageName } from '../../jobs/flash-ends.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/use-words.ts';
import { QuestionFacts } from './question-facts.tsx';
import { TypedName } from './typed-name.tsx';

/** The question before anything is lost, about every card at once. Main asks it, and judges the answer once more. */
export function ConfirmDialog(): ReactNode {
  const flash = useTopic('flash');
  if (flash?.state !== 'asking') return null;
  // Another job is another question: nothing that was typed before counts for it.
  return <Question key={flash.id} flash={flash} />;
}

function Question({ flash }: { readonly flash: FlashTopic }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { error } = useFlashDeeds();
  const { questions, waitMs } = flash;
  const [typed, setTyped] = useState<readonly string[]>([]);
  const mayAnswer = useWait(waitMs);
  const areNamed = questions.every(({ typedName }, at) => typedName === null || isSame(typed[at] ?? '', typedName));
  const answers = questions.map(({ typedName }, at) => (typedName === null ? null : (typed[at] ?? '')));
  const isFileOnly = questions.every(({ drive }) => drive === null);
  const no = (): void => void answerFlash({ id: flash.id, yes: false, typed: [] });
  const yes = (): void => void answerFlash({ id: flash.id, yes: true, typed: answers });
  const said = error && windowErrorWords(words, error.code, error.facts);
  return (
    <Dialog
      isOpen
      kind="alert"
      onClose={no}
      title={titleOf(questions, imageName(flash), t)}
      actions={
        <>
          <Button autoFocus onPress={no}>
            {t('window.ui.cancel')}
          </Button>
          <Button variant="danger" isRefused={!mayAnswer || !areNamed} onPress={yes}>
            {t(isFileOnly ? 'window.confirm.yes-file' : 'window.confirm.yes')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {!isFileOnly && <p className="text-text-2">{t('window.confirm.lead', { count: questions.length })}</p>}
        {said && (
          <Banner tone="danger" title={said.message}>
            {said.next}
          </Banner>
        )}
        {questions.map((question, at) => (
          <div key={question.id} className="flex flex-col gap-3">
            <QuestionFacts question={question} image={flash.image} />
            <TypedName
              question={question}
              value={typed[at] ?? ''}
              onChange={(value) => setTyped(questions.map((_, index) => (index === at ? value : (typed[index] ?? ''))))}
            />
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function titleOf(questions: readonly FlashQuestion[], image: string, t: ReturnType<typeof useWords>['t']): string {
  const [first] = questions;
  const name = first?.name ?? '';
  if (questions.length === 1 && first?.drive === null) return t('window.confirm.title-file', { name, image });
  return t('window.confirm.title', { count: questions.length, name, image });
}

/** False until a person can have read the question. */
function useWait(waitMs: number): boolean {
  const [isOver, setOver] = useState(waitMs === 0);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), waitMs);
    return () => clearTimeout(timer);
  }, [waitMs]);
  return isOver;
}

/** As main compares them: spaces as they are seen. */
function isSame(typed: string, name: string): boolean {
  return typed.normalize().replaceAll(/\s+/g, ' ').trim() === name.normalize();
}
