import type { Facts } from '../core/errors/app-error.ts';
import type { ErrorCode } from '../core/errors/causes.ts';
import { isVirtualCard } from '../core/drives/virtual-card.ts';
import type { MessageKey, Words } from './words.ts';

export interface ErrorWords {
  /** What happened. */
  readonly message: string;
  /** What to do next. */
  readonly next: string;
}

/** Errors with a `reason` that has words of its own, and the key of those. They become the fact `why`. */
const REASONS: Partial<Readonly<Record<ErrorCode, string>>> = {
  refused: 'refusal',
  'download-failed': 'download',
  'project-broken': 'setting.problem',
};

/** The keys of words that may stand for those of a key, the best first. */
export type Wordings = (key: string) => readonly string[];

/** The words for an error, in the finest grain that we have them: those of the terminal. */
export function errorWords(words: Words, code: ErrorCode, facts: Facts): ErrorWords {
  return errorWordsOf(words, code, facts, (key) => [key]);
}

/** As `errorWords`, with other wordings of each grain before a coarser one. */
export function errorWordsOf({ t, hasWords }: Words, code: ErrorCode, facts: Facts, wordings: Wordings): ErrorWords {
  // The readers of images know a file only by its name, the rest of us says what it is the name of.
  const named = { image: facts.name ?? null, device: facts.name ?? null, ...facts };
  // Why Nix failed says everything that "the build failed" could, and what to do against it.
  const cause = `nix-cause.${String(facts.cause)}`;
  const causeNext = `${cause}.next`;
  if (code === 'build-failed' && hasWords(cause) && hasWords(causeNext))
    return { message: withWarning(t, t(cause, named), named), next: t(causeNext, named) };
  const reason = `${REASONS[code] ?? ''}.${String(facts.reason)}`;
  const reasonNext = `${reason}.next`;
  const secret = `secret.${String(facts.what)}`;
  const all = {
    ...{ ...named, ...derived(named) },
    why: hasWords(reason) ? t(reason, named) : null,
    secret: hasWords(secret) ? t(secret, named) : null,
  };
  const general: MessageKey = `error.${code}`;
  const finer = `${general}.${String(facts.reason)}`;
  const first = (...keys: readonly string[]): MessageKey => keys.flatMap(wordings).find(hasWords) ?? general;
  return {
    message: t(first(finer, general), all),
    next: t(first(`${finer}.next`, reasonNext, `${general}.next`), all),
  };
}

/** What follows from the facts: a hash that says nothing new and an empty list are left out, a virtual card wants other advice. */
function derived({ device, sha256, givenSha256, wifi }: Facts): Facts {
  return {
    wifi: wifi === '' ? null : (wifi ?? null),
    givenSha256: givenSha256 === sha256 ? null : (givenSha256 ?? null),
    card: typeof device === 'string' && isVirtualCard(device) ? 'file' : null,
  };
}

/** A cause that only a warning hints at may be wrong: Nix's own words go with it. */
function withWarning(t: Words['t'], message: string, facts: Facts): string {
  return facts.warned === true ? t('nix-warned', { ...facts, message }) : message;
}
