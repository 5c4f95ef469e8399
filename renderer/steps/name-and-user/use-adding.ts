import { useState } from 'react';
import type { PublicKey, ReadKeys } from '../../../src/contract/window/keys.ts';
import { useErrorWords, type ErrorWords } from '../../words/use-error-words.ts';

/** What has become of the last attempt to add keys. */
export type Added =
  | { readonly type: 'read'; readonly added: number; readonly found: number; readonly problems: ReadKeys['problems'] }
  | { readonly type: 'failed'; readonly words: ErrorWords };

export interface Adding {
  readonly isBusy: boolean;
  /** Null before the first attempt, and when the person chose nothing. */
  readonly last: Added | null;
  /** Runs a call that reads keys and adds them. Resolves to what was read, null for nothing. */
  readonly run: (read: () => Promise<ReadKeys | null>) => Promise<ReadKeys | null>;
  readonly clear: () => void;
}

/** One attempt at a time to read keys; `add` returns how many were new. */
export function useAdding(add: (keys: readonly PublicKey[]) => number): Adding {
  const errorWords = useErrorWords();
  const [isBusy, setBusy] = useState(false);
  const [last, setLast] = useState<Added | null>(null);
  const run: Adding['run'] = async (read) => {
    setBusy(true);
    setLast(null);
    try {
      const keys = await read();
      if (keys !== null)
        setLast({ type: 'read', added: add(keys.keys), found: keys.keys.length, problems: keys.problems });
      return keys;
    } catch (thrown) {
      setLast({ type: 'failed', words: errorWords(thrown) });
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, last, run, clear: () => setLast(null) };
}
