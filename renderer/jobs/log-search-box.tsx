import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';

export interface LogSearchBoxProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Lines that have the text; null while that is not known. */
  readonly count: number | null;
  /** The hit that one is at, counted from 0; null for none. */
  readonly current: number | null;
  /** To the next hit, or the one before (-1). */
  readonly onStep: (by: 1 | -1) => void;
}

/** Where a log is searched: Ctrl+F leads there, Enter and Shift+Enter from hit to hit, Escape empties it. */
export function LogSearchBox({ text, onChange, count, current, onStep }: LogSearchBoxProps): ReactNode {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.code !== 'KeyF') return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    // With Ctrl it is the key for the next step.
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) onStep(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') onChange('');
  };
  return (
    <div className="flex max-w-80 min-w-0 flex-[1_1_12rem] items-center gap-1">
      <label className="flex h-(--nb-target) min-w-0 flex-1 items-center gap-2 rounded-control border border-line-strong bg-surface px-2 text-small transition-colors duration-(--nb-quick) hover:border-text-3 has-[input:focus-visible]:outline-(length:--nb-ring-width) has-[input:focus-visible]:outline-offset-(--nb-ring-offset) has-[input:focus-visible]:outline-focus">
        <Icon of={Search} size="small" className="text-text-3" />
        <input
          ref={input}
          aria-label={t('window.log.search')}
          value={text}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
          onKeyDown={onKeyDown}
          className="min-w-0 flex-1 bg-transparent outline-none"
        />
        <span role="status" className="flex-none text-note text-text-2 tabular-nums">
          {text !== '' && count !== null && t('window.log.hits', { count, at: current === null ? null : current + 1 })}
        </span>
      </label>
      <IconButton icon={ChevronUp} label={t('window.log.previous')} onPress={() => onStep(-1)} />
      <IconButton icon={ChevronDown} label={t('window.log.next')} onPress={() => onStep(1)} />
    </div>
  );
}
