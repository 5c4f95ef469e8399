import { AppError } from '../../src/core/errors/app-error.ts';

/** The AppError that something ends with. Fails when it ends well, or with another kind of error. */
export async function appErrorOf(work: Promise<unknown> | (() => unknown)): Promise<AppError> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('it ended without an error');
}

/** What Node throws when the kernel answers with an errno. */
export function errnoError(code: string): Error {
  return Object.assign(new Error(`${code}: as the kernel says it`), { code });
}
