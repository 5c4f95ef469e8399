import { withinMs } from './deadline.ts';

/** Asks something that may hang. `key` names what is asked: who asks the same meanwhile gets the same answer. */
export type Slots = <Value>(key: string, work: () => Promise<Value>) => Promise<Value | null>;

/**
 * For questions to a file system: each takes one of libuv's four threads (UV_THREADPOOL_SIZE), and one that hangs in the
 * kernel never gives it back. At most `max` are under way at once, so that the rest of the program keeps its threads.
 * Resolves to null where the work fails, or has not answered within `ms`, the wait for a place counted in; a place is free
 * again when the answer has really come.
 */
export function createSlots(max: number, ms: number): Slots {
  const asked = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let free = max;

  const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    // Who is woken has the place already.
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };

  return <Value>(key: string, work: () => Promise<Value>): Promise<Value | null> => {
    // The same key has the same kind of answer.
    const before = asked.get(key) as Promise<Value> | undefined;
    if (before) return withinMs(ms, before);
    const answer = inTurn(work).finally(() => asked.delete(key));
    asked.set(key, answer);
    return withinMs(ms, answer);
  };
}
