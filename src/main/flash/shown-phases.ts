import { SHOWN_PHASES, type FlashPhase, type ShownPhase } from '../../contract/window/flash.ts';
import type { Phase } from '../../core/flash/protocol-events.ts';

/** Which bar a phase of the writer belongs to. */
export function shownPhase(phase: Phase): ShownPhase {
  switch (phase) {
    case 'checking':
    case 'unmounting':
    case 'wiping':
    case 'probing':
      return 'check';
    case 'writing':
      return 'write';
    case 'flushing':
      return 'flush';
    case 'verifying':
      return 'verify';
    case 'finishing':
    case 'checking-seed':
    case 'ejecting':
      return 'startable';
  }
}

/** A bar, and since when it runs (ms since the job began); null while it does not. */
export interface TimedPhase extends FlashPhase {
  readonly sinceMs: number | null;
}

export const WAITING: readonly TimedPhase[] = SHOWN_PHASES.map((phase) => {
  return { phase, state: 'waiting', bytes: 0, of: null, ms: 0, sinceMs: null };
});

/**
 * The bars when a phase begins: those before are done, those after wait. A card that was set aside is written in another
 * pass, and begins anew.
 */
export function beginPhase(phases: readonly TimedPhase[], now: ShownPhase, atMs: number): readonly TimedPhase[] {
  const at = SHOWN_PHASES.indexOf(now);
  return phases.map((phase, index) => {
    if (index < at) return phase.state === 'done' ? phase : closed(phase, 'done', atMs);
    if (index > at) return { ...phase, state: 'waiting', bytes: 0, of: null, ms: 0, sinceMs: null };
    return phase.state === 'running' ? phase : { ...phase, state: 'running', bytes: 0, of: null, ms: 0, sinceMs: atMs };
  });
}

/** The bars of a target that has ended: the one that ran is where it failed. */
export function endPhases(phases: readonly TimedPhase[], end: 'done' | 'failed', atMs: number): readonly TimedPhase[] {
  return phases.map((phase) => (phase.state === 'running' || end === 'done' ? closed(phase, end, atMs) : phase));
}

/** The bars as they are told: what runs has lasted until now. */
export function toldPhases(phases: readonly TimedPhase[], nowMs: number): FlashPhase[] {
  return phases.map(({ sinceMs, ...phase }) => (sinceMs === null ? phase : { ...phase, ms: nowMs - sinceMs }));
}

function closed(phase: TimedPhase, state: 'done' | 'failed', atMs: number): TimedPhase {
  return { ...phase, state, ms: phase.sinceMs === null ? phase.ms : atMs - phase.sinceMs, sinceMs: null };
}
