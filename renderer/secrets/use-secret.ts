import { useEffect, useRef, useState } from 'react';
import { useErrorWords } from '../words/use-error-words.ts';
import { useWords } from '../words/use-words.ts';
import { pendSecret, type KeepSecret } from './pending-secrets.ts';
import { keptAnyway } from './unsaved-secrets.ts';

export interface SecretState {
  readonly typed: string;
  readonly type: (text: string) => void;
  /** Whether the field is there: nothing is kept, or the person is at another one. */
  readonly isTyping: boolean;
  /** Opens the field, where one is kept. */
  readonly change: () => void;
  readonly busyWith: 'typed' | 'other' | null;
  readonly problem: string | null;
  /** Hands over what is typed. */
  readonly send: KeepSecret;
  /** Gets it in another way. */
  readonly take: (work: () => Promise<unknown>) => void;
}

/** A secret on its way from a field to main. Until main has it, Next waits for it. */
export function useSecret(path: string, isKept: boolean, onSend: (secret: string) => Promise<unknown>): SecretState {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [busyWith, setBusyWith] = useState<SecretState['busyWith']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // Main has said yes; that it keeps one is told by its topic.
  const [isAwaited, setAwaited] = useState(false);
  if (isAwaited && isKept) setAwaited(false);
  const newest = useRef('');
  const running = useRef<Promise<boolean> | null>(null);

  const type = (text: string): void => {
    newest.current = text;
    setTyped(text);
    setProblem(null);
  };
  const work = async (what: 'typed' | 'other', get: () => Promise<unknown>): Promise<boolean> => {
    const sent = newest.current;
    setBusyWith(what);
    try {
      await keptAnyway(get());
      setAwaited(true);
      // Typed on meanwhile: that is another one.
      if (newest.current !== sent) return false;
      type('');
      setOpen(false);
      return true;
    } catch (thrown) {
      const { message, next } = errorWords(thrown);
      if (newest.current === sent)
        setProblem(next === '' ? message : t('window.secrets.problem-next', { message, next }));
      return false;
    } finally {
      setBusyWith(null);
    }
  };
  const run = (...what: Parameters<typeof work>): Promise<boolean> => {
    running.current ??= work(...what).finally(() => {
      running.current = null;
    });
    return running.current;
  };
  const send: KeepSecret = async () => {
    if (running.current === null && newest.current === '') return true;
    return run('typed', () => onSend(newest.current));
  };

  const keep = useRef(send);
  useEffect(() => {
    keep.current = send;
  });
  const isPending = typed !== '' || busyWith !== null || isAwaited;
  useEffect(() => (isPending ? pendSecret(path, () => keep.current()) : undefined), [isPending, path]);
  return {
    typed,
    type,
    isTyping: !isKept || isOpen || typed !== '',
    change: () => setOpen(true),
    busyWith,
    problem,
    send,
    take: (get) => void run('other', get),
  };
}
