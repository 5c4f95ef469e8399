import type { ErrorCode } from './causes.ts';

/** What the words of a message are filled with: never a secret. Sizes are in bytes, times in ms. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** An end that we can explain: a code of `ERRORS` and the facts its words need. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly facts: Facts;

  constructor(code: ErrorCode, facts: Facts = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
  }
}

/** Any thrown thing as an AppError; what we did not foresee becomes `unexpected` with its own words kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('unexpected', { detail }, { cause: thrown });
}
