import type { CliLine } from '../../src/contract/cli.ts';
import type { FlashEvent } from '../../src/core/flash/events.ts';
import type { Phase } from '../../src/core/flash/protocol-events.ts';

/** The part of the bytes whose time is looked at: where a program that counts what a cache took stands still. */
const TAIL_OF_BYTES = 0.05;

/** One phase of one target, as a person could see it. Times in ms of the clock that `tell` was given. */
export interface SeenPhase {
  readonly target: string;
  readonly phase: Phase;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly progress: readonly { readonly atMs: number; readonly bytes: number }[];
}

/** Notes what a flash tells, and when. */
export interface Timeline {
  tell(event: CliLine | FlashEvent, atMs: number): void;
  /** The phases that have ended, in that order. */
  readonly phases: readonly SeenPhase[];
}

export function createTimeline(): Timeline {
  const phases: SeenPhase[] = [];
  const open = new Map<string, Omit<SeenPhase, 'untilMs' | 'progress'> & { readonly progress: Progress[] }>();
  const end = (target: string, untilMs: number): void => {
    const phase = open.get(target);
    if (phase) phases.push({ ...phase, untilMs });
    open.delete(target);
  };
  return {
    phases,
    tell: (event, atMs) => {
      if (event.type === 'phase') {
        end(event.target, atMs);
        open.set(event.target, { target: event.target, phase: event.phase, sinceMs: atMs, progress: [] });
      } else if (event.type === 'progress') {
        open.get(event.target)?.progress.push({ atMs, bytes: event.bytes });
      } else if (event.type === 'target-end') end(event.target, atMs);
    },
  };
}

type Progress = SeenPhase['progress'][number];

/**
 * Those whose numbers a person sees move, of phases in their order: the writing, and the reading back. Flushing is the end of the
 * writing: what a program has let a cache take is waited for there, and no other number is told.
 */
export function movingPhases(phases: readonly SeenPhase[]): readonly SeenPhase[] {
  const moving: SeenPhase[] = [];
  for (const one of phases) {
    if (one.phase === 'writing' || one.phase === 'verifying') moving.push(one);
    if (one.phase !== 'flushing') continue;
    const at = moving.findLastIndex(({ target, phase }) => target === one.target && phase === 'writing');
    const writing = moving[at];
    if (writing) moving[at] = { ...writing, untilMs: one.untilMs };
  }
  return moving;
}

/** Which part of the phase's time was left when all but its last 5 % of bytes were told, 0 to 1. */
export function tailShare({ sinceMs, untilMs, progress }: SeenPhase): number {
  const all = progress.at(-1)?.bytes ?? 0;
  const from = progress.find(({ bytes }) => bytes >= all * (1 - TAIL_OF_BYTES))?.atMs ?? sinceMs;
  return (untilMs - from) / (untilMs - sinceMs);
}

/** The longest time within the phase in which no other number of bytes was told, in ms. */
export function longestStandMs({ sinceMs, untilMs, progress }: SeenPhase): number {
  const changes = progress.filter(({ bytes }, at) => bytes !== progress[at - 1]?.bytes).map(({ atMs }) => atMs);
  const times = [sinceMs, ...changes, untilMs];
  return Math.max(...times.slice(1).map((atMs, at) => atMs - (times[at] ?? atMs)));
}
