import type { Words } from '../../src/words/words.ts';

/** From here on a promise to the minute would be a guess. */
const ABOUT_FROM_MIN = 10;

/** A time left, rounded as far as it can be trusted: `13 s`, `2 min`, `about 12 min`. */
export function timeLeft(ms: number, { t }: Pick<Words, 't'>): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 60) return t('window.write.left-s', { count: seconds });
  const minutes = Math.ceil(seconds / 60);
  return t(minutes < ABOUT_FROM_MIN ? 'window.write.left-min' : 'window.write.left-about', { count: minutes });
}

/** A number and its unit, for read-outs that show them in two sizes. The unit is what follows the last space. */
export function splitUnit(text: string): { readonly value: string; readonly unit: string | undefined } {
  const at = text.lastIndexOf('\u00a0');
  return at < 0 ? { value: text, unit: undefined } : { value: text.slice(0, at), unit: text.slice(at + 1) };
}
