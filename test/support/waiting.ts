const POLL_MS = 10;

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until `test` gives a value that is neither null, undefined nor false. Throws after `ms`. */
export async function until<T>(
  what: string,
  test: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  ms = 10_000,
): Promise<T> {
  for (const end = performance.now() + ms; ;) {
    const value = await test();
    if (value !== null && value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain: ${what}`);
    await sleep(POLL_MS);
  }
}
