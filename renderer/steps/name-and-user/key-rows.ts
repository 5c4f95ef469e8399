import type { FoundPublicKey, PublicKey } from '../../../src/contract/window/keys.ts';
import { sshKeyIdentity } from '../../../src/core/spec/ssh-key.ts';

/** A key in the list: one that was found here, or one that was added. */
export interface KeyRow {
  /** The line of authorized_keys, as it is in the answers if it is chosen. */
  readonly text: string;
  readonly isChosen: boolean;
  /** What it is; null for what is no key, or was not read yet. */
  readonly key: PublicKey | null;
  /** No key: imported answers may hold anything. */
  readonly isBroken: boolean;
  /** Where it was found; null for one that was added. */
  readonly found: Pick<FoundPublicKey, 'from' | 'name'> | null;
}

/** What was read of each text; null for what is no key. */
export type KnownKeys = ReadonlyMap<string, PublicKey | null>;

/** The keys that were found, in their order, then those that were added. */
export function keyRows(
  found: readonly FoundPublicKey[],
  chosen: readonly string[],
  known: KnownKeys,
): readonly KeyRow[] {
  const isFound = (text: string): boolean => found.some((key) => isSame(key.text, text));
  return [
    ...found.map((key) => {
      const text = chosen.find((one) => isSame(one, key.text));
      return { text: text ?? key.text, isChosen: text !== undefined, key, isBroken: false, found: key };
    }),
    ...chosen
      .filter((text) => !isFound(text))
      .map((text) => {
        const key = known.get(text);
        return { text, isChosen: true, key: key ?? null, isBroken: key === null, found: null };
      }),
  ];
}

/** The chosen keys and more, each once: the same key under another comment is the same key. */
export function withKeys(chosen: readonly string[], more: readonly string[]): readonly string[] {
  return more.reduce<readonly string[]>(
    (all, text) => (all.some((one) => isSame(one, text)) ? all : [...all, text]),
    chosen,
  );
}

export function withoutKey(chosen: readonly string[], text: string): readonly string[] {
  return chosen.filter((one) => !isSame(one, text));
}

function isSame(one: string, other: string): boolean {
  return sshKeyIdentity(one) === sshKeyIdentity(other);
}
