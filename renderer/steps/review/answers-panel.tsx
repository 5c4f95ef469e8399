import { CircleAlert, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSituation } from '../../state/situation.ts';
import { useWizard } from '../../state/use-wizard.ts';
import { Icon } from '../../ui/icon.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Link } from '../../ui/link.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { useWords } from '../../words/use-words.ts';
import type { StepId } from '../step.ts';
import { summarize, type StepSummary } from './summary.ts';
import { usePlaceSummary } from './use-place-summary.ts';

/** Every answer, by its step, with the way back to it. */
export function AnswersPanel(): ReactNode {
  const words = useWords();
  const { draft, topics } = useSituation();
  const groups = [...summarize(words, draft.answers, topics.secrets), usePlaceSummary()];
  return (
    <Panel padding="none">
      <div className="px-4">
        {groups.map((group) => (
          <Group key={group.step} group={group} />
        ))}
      </div>
    </Panel>
  );
}

function Group({ group: { step, lines, secrets } }: { readonly group: StepSummary }): ReactNode {
  const { t } = useWords();
  const { goTo } = useWizard();
  const name = t(`window.step.${step}.name`);
  const [first, ...rest] = lines;
  return (
    <section aria-label={name} className="border-line py-2.5 not-first:border-t">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-note font-text text-text-3">{name}</h2>
        <span className="text-small">
          <Link onPress={() => goTo(step)}>
            {t('window.review.change')}
            <VisuallyHidden> {name}</VisuallyHidden>
          </Link>
        </span>
      </div>
      <p className="text-small break-words">{first ?? t('window.review.open')}</p>
      {rest.map((line) => (
        <p key={line} className="text-small break-words text-text-2">
          {line}
        </p>
      ))}
      {secrets.map(({ text, isGiven }) => (
        <p key={text} className="mt-0.5 flex gap-1.5 text-small text-text-2">
          <Icon of={Lock} size="small" className="mt-0.5" />
          <span className="min-w-0 break-words">{isGiven ? text : <Link onPress={() => goTo(step)}>{text}</Link>}</span>
        </p>
      ))}
      <ToMend step={step} />
    </section>
  );
}

/** How much of a step has to be changed. */
function ToMend({ step }: { readonly step: StepId }): ReactNode {
  const { t } = useWords();
  const mark = useWizard().views.find(({ id }) => id === step)?.mark;
  if (mark?.type !== 'mend') return null;
  return (
    <p className="mt-0.5 flex gap-1.5 text-small text-danger-text">
      <Icon of={CircleAlert} size="small" className="mt-0.5" />
      <span>{t('window.review.mend', { count: mark.lacks.length })}</span>
    </p>
  );
}
