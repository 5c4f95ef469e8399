import type { Facts } from '../errors/app-error.ts';

/** Something to say to a person: a key of the words and the facts that they need. */
export interface Said<Key extends string = string> {
  readonly key: Key;
  readonly facts?: Facts;
}

/** Something that keeps a step from being done. */
export interface Lack<Key extends string = string> {
  /** `mend`: the person has to change an answer. `open`: it is merely not finished yet: a build that runs, no card yet. */
  readonly kind: 'mend' | 'open';
  /** What the footer says: "Host name needs a change." */
  readonly says: Said<Key>;
  /** The answer that it is about, for the field that gets the focus. */
  readonly path?: string;
}

/** A step of a wizard, as far as the machine has to know it: nothing of pages, nothing of words. */
export interface WizardStep<Situation, Key extends string = string> {
  readonly id: string;
  readonly group: string;
  /** Why this step is passed over in this situation; null when it is not. */
  readonly skip?: (situation: Situation) => Said<Key> | null;
  /** What keeps it from being done; empty when nothing does. */
  readonly lacks?: (situation: Situation) => readonly Lack<Key>[];
  /** Why it cannot be opened now, even when it has been before; null when it can. */
  readonly bars?: (situation: Situation) => Said<Key> | null;
}

/** Where a person is, and where they have been. */
export interface Place {
  readonly step: string;
  readonly visited: readonly string[];
}
