import { useEffect, useRef, useState, type ReactNode } from 'react';
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
const FLAKE = `${PATH}.flake`;

/** Whether the Pi upgrades itself, and from where. */
export function AutoUpgrade(): ReactNode {
  const words = useWords();
  const { t } = words;
  const store = useDraftStore();
  const isOn = (answerAt(useDraft().answers, PATH) ?? null) !== null;
  const { value = '', set, problem, onBlur } = useField(FLAKE, isText);
  const [typed, setTyped] = useTyped();
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
            path={FLAKE}
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

/**
 * What is typed, null while nothing is. It is an answer only when it is all there: half an address with a token in it does not
 * look like a secret. Whichever way the page goes, what is typed then is all there will be.
 */
function useTyped(): readonly [string | null, (text: string | null) => void] {
  const store = useDraftStore();
  const [typed, setTyped] = useState<{ readonly text: string; readonly edition: number } | null>(null);
  const newest = useRef(typed);
  useEffect(() => {
    newest.current = typed;
  });
  useEffect(() => {
    const answer = (): void => {
      const left = newest.current;
      // Into no other draft than it was typed in, nor into an upgrade that is switched off.
      const isWanted = left?.edition === store.edition() && (answerAt(store.get().answers, PATH) ?? null) !== null;
      if (left && isWanted) store.answer(FLAKE, left.text);
      newest.current = null;
    };
    const hide = (): void => {
      answer();
      void store.flush().catch(() => undefined);
    };
    window.addEventListener('pagehide', hide);
    return () => {
      window.removeEventListener('pagehide', hide);
      answer();
    };
  }, [store]);
  const text = typed?.edition === store.edition() ? typed.text : null;
  return [text, (next) => setTyped(next === null ? null : { text: next, edition: store.edition() })];
}
