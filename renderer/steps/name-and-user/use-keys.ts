import { useEffect, useState } from 'react';
import { MAX_KEYS_CHARS, type FoundPublicKey, type PublicKey } from '../../../src/contract/window/keys.ts';
import { call } from '../../bridge/call.ts';
import { answerAt } from '../../state/draft-store.ts';
import { useDraftStore } from '../../state/use-draft.ts';
import { useSuggestion } from '../../state/use-suggestion.ts';
import { useField } from '../../state/use-field.ts';
import { keyRows, withKeys, withoutKey, type KeyRow, type KnownKeys } from './key-rows.ts';

export interface Keys {
  readonly rows: readonly KeyRow[];
  /** Whether this computer was looked through. */
  readonly isListed: boolean;
  /** Adds keys that were read; returns how many of them were not there before. */
  readonly add: (keys: readonly PublicKey[]) => number;
  readonly choose: (text: string) => void;
  readonly remove: (text: string) => void;
}

/** The public keys of the answers, and those of this computer. The first file's key is suggested. */
export function useKeys(): Keys {
  const { value: chosen = [], set } = useField('user.sshKeys', isTexts);
  const store = useDraftStore();
  const [found, setFound] = useState<readonly FoundPublicKey[] | null>(null);
  const [known, setKnown] = useState<KnownKeys>(new Map());
  const learn = (keys: readonly PublicKey[], others: readonly string[] = []): void =>
    setKnown((before) => {
      const none = others.map((text) => [text, null] as const);
      return new Map([...before, ...none, ...keys.map((key) => [key.text, key] as const)]);
    });

  useEffect(() => {
    // Keys of this computer are an offer: without them there are other ways to give one.
    call('keys.list').then(setFound, () => setFound([]));
  }, []);
  const first = found?.find(({ from }) => from === 'file');
  useSuggestion('user.sshKeys', first === undefined ? null : [first.text]);

  // What the draft brought along: of it only the text is known.
  const unknown = chosen
    .filter((text) => !known.has(text) && !(found ?? []).some((key) => key.text === text))
    .join('\n');
  useEffect(() => {
    if (unknown === '' || unknown.length > MAX_KEYS_CHARS) return;
    call('keys.read', { text: unknown }).then(
      ({ keys }) => learn(keys, unknown.split('\n')),
      () => undefined,
    );
  }, [unknown]);

  return {
    rows: keyRows(found ?? [], chosen, known),
    isListed: found !== null,
    add: (keys) => {
      learn(keys);
      // Reading them took its time: others may have been chosen or removed meanwhile.
      const newest = answerAt(store.get().answers, 'user.sshKeys');
      const before = isTexts(newest) ? newest : [];
      const all = withKeys(
        before,
        keys.map(({ text }) => text),
      );
      set(all);
      return all.length - before.length;
    },
    choose: (text) => set(withKeys(chosen, [text])),
    remove: (text) => set(withoutKey(chosen, text)),
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
