import type { ReactNode } from 'react';
import { answerAt } from '../../state/draft-store.ts';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { useWarnings } from '../../state/use-warnings.ts';
import { Switch } from '../../ui/switch.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import { useProblem } from './use-problem.ts';

export interface OnOffProps {
  readonly path: string;
  /** What core takes for no answer. */
  readonly byDefault: boolean;
  readonly children: ReactNode;
  readonly help?: ReactNode;
}

/** A setting that is on or off, with what core warns of. */
export function OnOff({ path, byDefault, children, help }: OnOffProps): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const value = answerAt(useDraft().answers, path);
  const problem = useProblem(path);
  const warnings = useWarnings(path);
  return (
    <div>
      <Switch
        path={path}
        isOn={typeof value === 'boolean' ? value : byDefault}
        onChange={(isOn) => store.answer(path, isOn)}
        help={help}
      >
        {children}
      </Switch>
      {problem !== null && <Tag tone="danger">{problem}</Tag>}
      {warnings.map(({ code, facts }) => (
        <Tag key={code} tone="warn">
          {t(`setting.warning.${code}`, facts)}
        </Tag>
      ))}
    </div>
  );
}
