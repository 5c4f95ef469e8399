import type { Drive } from '../drives/drive.ts';
import type { FlashEvent, FlashOutcome, Limit } from './events.ts';
import type { Phase } from './protocol-events.ts';
import { rateOf, withSample, type Sample } from '../jobs/rate.ts';

/** When a target ended. */
export interface TargetEnd {
  /** Since the target was begun with, in ms; null where it never was. */
  readonly afterMs: number | null;
  /** 1 for the first that was done, 2 for the second; null for one that failed or was stopped. */
  readonly place: number | null;
}

/** What a person may see of one target now. Sizes in bytes, times in ms, rates in bytes a second. */
export interface TargetView {
  readonly target: string;
  /** Null for a virtual card. */
  readonly drive: Drive | null;
  readonly phase: Phase | null;
  /** When the target was begun with, and since when its present phase runs, by the clock; null before the first. */
  readonly beganMs: number | null;
  readonly sinceMs: number | null;
  /** Done of `of` in the present phase; what is left out is in neither, so rate and time tell of the drive alone. */
  readonly bytes: number;
  readonly of: number | null;
  /** Moving average of the present phase; null until it can be told, and in phases without progress. */
  readonly rate: number | null;
  /** What holds the present phase up; null until it is known. */
  readonly limitedBy: Limit | null;
  /** The drive has not answered for so long; null while it does. */
  readonly stalledMs: number | null;
  readonly outcome: FlashOutcome | null;
  /** Null until there is an outcome. */
  readonly end: TargetEnd | null;
  /** The newest progress of the present phase, from which `rate` is made. */
  readonly samples: readonly Sample[];
}

/** What a person may see of a flash job now. */
export interface FlashView {
  readonly verify: boolean;
  /** Decoded length of the image in bytes; null where its format tells only at the end. */
  readonly imageBytes: number | null;
  readonly targets: readonly TargetView[];
}

/** The view before the first event. */
export function startFlashView(verify: boolean): FlashView {
  return { verify, imageBytes: null, targets: [] };
}

/** The view after `event`, which came at `nowMs` of a clock that never goes back. Pure. */
export function reduceFlash(view: FlashView, event: FlashEvent, nowMs: number): FlashView {
  switch (event.type) {
    case 'image':
      return { ...view, imageBytes: event.bytes };
    case 'target':
      return withTarget(view, event.target, (target) => ({ ...target, drive: event.drive }));
    case 'phase':
      return withTarget(view, event.target, (target) => {
        return { ...target, ...NO_PROGRESS, phase: event.phase, sinceMs: nowMs, beganMs: target.beganMs ?? nowMs };
      });
    case 'progress':
      return withTarget(view, event.target, (target) => {
        const samples = withSample(target.samples, { atMs: nowMs, bytes: event.bytes });
        return { ...target, bytes: event.bytes, of: event.of, samples, rate: rateOf(samples), stalledMs: null };
      });
    case 'limit':
      return withTarget(view, event.target, (target) => ({ ...target, limitedBy: event.by }));
    case 'stalled':
      return withTarget(view, event.target, (target) => ({ ...target, stalledMs: event.ms }));
    case 'target-end':
      return withTarget(view, event.target, (target) => {
        const end = endOf(view, target, event.outcome, nowMs);
        return { ...target, stalledMs: null, outcome: event.outcome, end };
      });
    // How far the file has been read is no share of the work: what is left of it may unpack to any length.
    case 'source':
    case 'note':
    case 'seed':
      return view;
  }
}

/** How much of a target's present phase is done, 0 to 1; null where nobody can tell. */
export function shareDone(view: FlashView, target: TargetView): number | null {
  const of = lengthOf(view, target);
  return of === null || of <= 0 ? null : Math.min(1, target.bytes / of);
}

/**
 * Time until this target is done, in ms, or null. While it is written, the reading back is counted at the rate of the
 * writing: cards read at least as fast as they write, so the promise errs on the long side.
 */
export function remainingMs(view: FlashView, target: TargetView): number | null {
  const of = lengthOf(view, target);
  if (of === null || target.rate === null || target.rate <= 0) return null;
  const ahead = target.phase === 'writing' && view.verify ? of : 0;
  return ((Math.max(0, of - target.bytes) + ahead) / target.rate) * 1000;
}

const NO_PROGRESS = { bytes: 0, of: null, rate: null, limitedBy: null, stalledMs: null, samples: [] } as const;
const NEW = { drive: null, phase: null, beganMs: null, sinceMs: null, outcome: null, end: null } as const;

/** How many bytes the present phase is of; the image goes by only while it is written and read back. */
function lengthOf({ imageBytes }: FlashView, { phase, of }: TargetView): number | null {
  return of ?? (phase === 'writing' || phase === 'verifying' ? imageBytes : null);
}

function endOf({ targets }: FlashView, { beganMs }: TargetView, { kind }: FlashOutcome, nowMs: number): TargetEnd {
  const before = targets.filter(({ outcome }) => outcome?.kind === 'done').length;
  return { afterMs: beganMs === null ? null : nowMs - beganMs, place: kind === 'done' ? before + 1 : null };
}

function withTarget(view: FlashView, name: string, change: (target: TargetView) => TargetView): FlashView {
  const known = view.targets.some((target) => target.target === name);
  const targets = known ? view.targets : [...view.targets, { ...NO_PROGRESS, ...NEW, target: name }];
  return { ...view, targets: targets.map((target) => (target.target === name ? change(target) : target)) };
}
