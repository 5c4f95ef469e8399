import type { Facts } from '../core/errors/app-error.ts';
import type { ErrorCode } from '../core/errors/causes.ts';
import { isVirtualCard } from '../core/drives/virtual-card.ts';
import type { Words } from './words.ts';

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

/** The words for an error, in the finest grain that we have them. */
export function errorWords({ t, hasWords }: Words, code: ErrorCode, facts: Facts): ErrorWords {
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
  const finer = `error.${code}.${String(facts.reason)}`;
  const finerNext = `${finer}.next`;
  return {
    message: t(hasWords(finer) ? finer : `error.${code}`, all),
    next: t([finerNext, reasonNext].find(hasWords) ?? `error.${code}.next`, all),
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
