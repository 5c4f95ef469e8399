import { AppError, toAppError } from '../errors/app-error.ts';
import { passwordsIn, withoutPassword } from './flake-shown.ts';
import { splitFlakeRef } from './target.ts';

/** What is shorter stands in other words as well, and is hidden only where it is surely meant. */
const MIN_CHARS = 5;
const HIDDEN = '...';

/**
 * Does work on a flake, and lets nothing out that stands as a password in its reference as typed: not in an event, not in the
 * result, not in an error. Nix and git say the reference again, whole and in pieces.
 */
export async function hidingPasswords<Event, Result>(
  reference: string,
  tell: (event: Event) => void,
  work: (tell: (event: Event) => void) => Promise<Result>,
): Promise<Result> {
  const hide = hider(reference);
  if (hide === null) return work(tell);
  try {
    return hide(await work((event) => tell(hide(event))));
  } catch (thrown) {
    const { code, facts } = toAppError(thrown);
    throw new AppError(code, hide(facts));
  }
}

/** Takes the passwords of a reference out of every text in a value; null where it has none. */
function hider(reference: string): (<Value>(value: Value) => Value) | null {
  const { flake } = splitFlakeRef(reference);
  const { user, words } = passwordsIn(flake);
  if (user === null && words.length === 0) return null;
  const long = words.flatMap(spellings).filter((word) => word.length >= MIN_CHARS);
  const replaced: readonly (readonly [string, string])[] = [
    [flake, withoutPassword(flake)],
    ...(user === null ? [] : [[`${user}@`, ''] as const]),
    // The longest first: one may be a part of another.
    ...long.sort((a, b) => b.length - a.length).map((word) => [word, HIDDEN] as const),
  ];
  const inText = (text: string): string =>
    replaced.reduce((left, [word, instead]) => left.replaceAll(word, () => instead), text);
  return <Value>(value: Value) => inTexts(value, inText) as Value;
}

function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => inTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inTexts(item, change)]));
}

/** As typed, as meant, and as a URL may have it. */
function spellings(word: string): readonly string[] {
  try {
    const meant = decodeURIComponent(word);
    return [word, meant, encodeURIComponent(meant)];
  } catch {
    return [word];
  }
}
