import { setTimeout as sleep } from 'node:timers/promises';
import { createDoorbell, type Doorbell } from './doorbell.ts';
import { listenToUdev } from './kernel-events.ts';

/** How often the fingerprint is read, so that also without udev a drive is seen within two seconds. */
const FINGERPRINT_MS = 1000;
/** How often the list itself is made where there is no fingerprint: that asks every drive. */
const LIST_MS = 2000;
/** A drive that is plugged in makes a dozen events within this time. */
const DEBOUNCE_MS = 200;

/** What is watched. */
export interface Watched<Item> {
  readonly list: () => Promise<readonly Item[]>;
  /** A text that changes when the list may have; null: the list itself is made at every poll. */
  readonly fingerprint: (() => string) | null;
  /** More that says when to look again; resolves when `signal` is aborted. Never rejects. */
  readonly also?: (ring: () => void, signal: AbortSignal) => Promise<void>;
}

/**
 * The list now, and again whenever it is another one, until `signal` is aborted. Looks when udev reports something and, for
 * what makes no event (mounts, swaps, systems without udev), when the fingerprint has changed. Leaves no child behind.
 */
export async function* watchList<Item>(
  { list, fingerprint, also }: Watched<Item>,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[], void, undefined> {
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const bell = createDoorbell();
  stop.addEventListener('abort', bell.ring, { once: true });
  const ringers = [
    poll(bell, fingerprint, stop),
    listenToUdev(bell.ring, stop),
    also?.(bell.ring, stop) ?? Promise.resolve(),
  ];
  try {
    let shown: string | null = null;
    while (!stop.aborted) {
      const items = await list();
      const text = JSON.stringify(items);
      if (text !== shown && !signal.aborted) {
        shown = text;
        yield items;
      }
      await bell.heard();
      await pause(DEBOUNCE_MS, stop);
    }
  } finally {
    ended.abort();
    await Promise.all(ringers);
  }
}

async function poll(bell: Doorbell, fingerprint: (() => string) | null, stop: AbortSignal): Promise<void> {
  let last = fingerprint?.() ?? null;
  while (!stop.aborted) {
    await pause(fingerprint ? FINGERPRINT_MS : LIST_MS, stop);
    const next = fingerprint?.() ?? null;
    if (next === null || next !== last) bell.ring();
    last = next;
  }
}

/** Sleeps; ends early and without an error when stopped. */
async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
}
