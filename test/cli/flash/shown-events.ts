import { createStyle } from '../../../src/cli/render/style.ts';
import type { FlashEvent, FlashOutcome } from '../../../src/core/flash/events.ts';
import { reduceFlash, startFlashView, type FlashView } from '../../../src/core/flash/progress.ts';

// What is told of a drive of which 600 MB are written, and how a terminal without colours would show it.

export const TARGET = '/dev/sdb';
export const PLAIN = createStyle(false);
export const SHA256 = 'ab'.repeat(32);

export const done: Extract<FlashOutcome, { kind: 'done' }> = {
  kind: 'done',
  bytes: 600_000_000,
  sha256: SHA256,
  verified: 'direct',
  ejected: true,
  seed: null,
  writtenBytes: 600_000_000,
  skippedBytes: 0,
  rewritten: null,
  ms: { writing: 9000, flushing: 1000, verifying: 6000, total: 17_000 },
};
export const writing: Extract<FlashEvent, { type: 'phase' }> = { type: 'phase', target: TARGET, phase: 'writing' };

export function progress(bytes: number): FlashEvent {
  return { type: 'progress', target: TARGET, bytes, of: 600e6 };
}

/** One event a second. */
export function shownAfter(events: readonly FlashEvent[]): FlashView {
  return events.reduce((before, event, at) => reduceFlash(before, event, at * 1000), startFlashView(true));
}
