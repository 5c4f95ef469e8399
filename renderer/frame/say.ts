import type { Lack, Said } from '../../src/core/wizard/step.ts';
import type { MessageKey, Words } from '../../src/words/words.ts';
import { settingName } from '../state/setting-names.ts';

/** A sentence of the machine in words. */
export function say({ t }: Words, { key, facts = {} }: Said<MessageKey>): string {
  return t(key, facts);
}

/** What a step lacks, in one sentence: the first of it, and how many more. The fact `field` is the answer's name. */
export function sayLacks(words: Words, lacks: readonly Lack<MessageKey>[]): string | null {
  const [lack, ...more] = lacks;
  if (!lack) return null;
  const field = lack.path === undefined ? null : settingName(words, lack.path);
  const first = say(words, { key: lack.says.key, facts: { field, ...lack.says.facts } });
  return more.length === 0 ? first : words.t('window.frame.lack.more', { first, count: more.length });
}
