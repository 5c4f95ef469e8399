import { useState, type ReactNode } from 'react';
import { answerAt } from '../../state/draft-store.ts';
import { problemWords } from '../../state/problem-words.ts';
import { useDraft, useDraftStore } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import { useWarnings } from '../../state/use-warnings.ts';
import { Switch } from '../../ui/switch.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';

const PATH = 'services.autoUpgrade';

/** Whether the Pi upgrades itself, and from where. */
export function AutoUpgrade(): ReactNode {
  const words = useWords();
  const { t } = words;
  const store = useDraftStore();
  const isOn = (answerAt(useDraft().answers, PATH) ?? null) !== null;
  const { value = '', set, problem, onBlur } = useField(`${PATH}.flake`, isText);
  // What is typed is an answer only when it is all there: half an address with a token in it does not look like a secret.
  const [typed, setTyped] = useState<string | null>(null);
  const leave = (): void => {
    if (typed !== null) set(typed);
    setTyped(null);
    onBlur();
  };
  const warnings = useWarnings(PATH);
  return (
    <div className="flex flex-col gap-2">
      <Switch
        path={PATH}
        isOn={isOn}
        onChange={(next) => store.answer(PATH, next ? { flake: '' } : null)}
        help={t('window.extras.upgrade.help')}
      >
        {t('window.extras.upgrade')}
      </Switch>
      {isOn && (
        <div className="ps-11.5">
          <TextField
            path={`${PATH}.flake`}
            label={t('window.extras.upgrade.flake')}
            help={t('window.extras.upgrade.flake.help')}
            isMono
            value={typed ?? value}
            onChange={(text) => setTyped(text.trim())}
            onBlur={leave}
            problem={typed === null && problem ? problemWords(words, problem) : null}
          />
        </div>
      )}
      {warnings.map(({ code, facts }) => (
        <Tag key={code} tone="warn">
          {t(`setting.warning.${code}`, facts)}
        </Tag>
      ))}
    </div>
  );
}
