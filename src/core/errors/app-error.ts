import type { CauseFacts, ErrorCode } from './causes.ts';
import type { FactValue } from './page.ts';
import { thrownWhere } from './thrown-where.ts';

/** What the words of a message are filled with: never a secret. Sizes are in bytes, times in ms. */
export type Facts = Readonly<Record<string, FactValue>>;

/** What may be given with a code: the facts of its page; any where the code is only known when it runs. */
type GivenFacts<Code extends ErrorCode> = ErrorCode extends Code
  ? Facts
  : Code extends ErrorCode
    ? CauseFacts<Code>
    : never;

class ExplainedError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly facts: Facts;

  constructor(code: ErrorCode, facts?: unknown, options?: ErrorOptions) {
    const given = (facts ?? {}) as Facts;
    super(`${code} ${JSON.stringify(given)}`, options);
    this.code = code;
    this.facts = given;
  }
}

/** An end that we can explain: a code of `CAUSES`, and the facts that its page names. */
export type AppError = ExplainedError;

/** The class itself. A constructor has no type parameters of its own, and this one checks the facts by the code. */
export const AppError: {
  new <Code extends ErrorCode>(code: Code, facts?: GivenFacts<Code>, options?: ErrorOptions): AppError;
  readonly prototype: AppError;
} = ExplainedError;

/** Any thrown thing as an AppError; what we did not foresee becomes `unexpected` with its own words kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('unexpected', { detail, where: thrownWhere(thrown) }, { cause: thrown });
}
