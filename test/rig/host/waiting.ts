/** All time-outs of the rig grow with this: for machines that are slow or busy. */
export const SLOW = Number(process.env.RIG_TIMEOUT_FACTOR ?? 1);

class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** A condition that is looked at again whenever something has happened; nothing in the rig sleeps for a guessed time. */
export class Waiting {
  readonly #checks = new Set<() => void>();

  /** Something has happened. */
  changed(): void {
    for (const check of [...this.#checks]) check();
  }

  /** The first value of `test` that is neither null, undefined nor false. Rejects when it throws, and after `ms`. */
  until<T>(test: () => T | null | undefined | false, ms: number, what: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.#checks.delete(check);
        end();
      };
      const timer = setTimeout(() => {
        settle(() => {
          reject(new TimeoutError(`${what}: not within ${ms * SLOW} ms`));
        });
      }, ms * SLOW);
      const check = (): void => {
        try {
          const value = test();
          if (value === null || value === undefined || value === false) return;
          settle(() => {
            resolve(value);
          });
        } catch (error) {
          settle(() => {
            reject(error instanceof Error ? error : new Error(String(error)));
          });
        }
      };
      this.#checks.add(check);
      check();
    });
  }
}

const POLL_MS = 50;

/** For what tells nobody when it changes: asks every 50 ms until the answer is neither null nor false. */
export async function poll<T>(ask: () => Promise<T | null | false>, ms: number, what: string): Promise<T> {
  const end = Date.now() + ms * SLOW;
  for (;;) {
    const value = await ask();
    if (value !== null && value !== false) return value;
    if (Date.now() > end) throw new TimeoutError(`${what}: not within ${ms * SLOW} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
