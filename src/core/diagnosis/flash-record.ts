import { sanitizeForDisplay } from '../drives/display.ts';
import type { AppError } from '../errors/app-error.ts';
import type { FlashEvent, FlashResult } from '../flash/events.ts';
import { isEnd } from '../jobs/follow-job.ts';
import type { End } from '../jobs/job.ts';
import type { DiagnosedFlash, DiagnosedTarget } from './diagnosed.ts';

/** How far apart two rates are at least. */
const SPACING_MS = 1000;

type Phase = DiagnosedTarget['phases'][number];

interface Recorded {
  readonly target: Omit<DiagnosedTarget, 'phases'>;
  readonly phases: readonly (Phase & { readonly sinceMs: number })[];
  /** Where the next rate begins. */
  readonly from: { readonly atMs: number; readonly bytes: number } | null;
}

/** What a report tells of a job, gathered from its events. */
export interface FlashRecord {
  /** One more event, or the end, `atMs` since the job began. */
  readonly take: (event: FlashEvent | End<FlashResult>, atMs: number) => void;
  /** Null before the first event. */
  readonly told: () => DiagnosedFlash | null;
}

const NOTHING: Recorded = {
  target: {
    drive: null,
    sectorBytes: null,
    samples: [],
    extremes: [],
    limitedBy: null,
    stalledMs: null,
    outcome: null,
  },
  phases: [],
  from: null,
};

export function createFlashRecord({ onlyChanged }: Pick<DiagnosedFlash, 'onlyChanged'>): FlashRecord {
  const targets = new Map<string, Recorded>();
  let state: string | null = null;
  let elapsedMs = 0;
  let bytes: number | null = null;
  let error: AppError | null = null;
  return {
    take: (event, atMs) => {
      elapsedMs = atMs;
      state ??= 'running';
      if (isEnd(event)) {
        state = event.type;
        if (event.type === 'failed') error = event.error;
      } else if (event.type === 'image') bytes = event.bytes;
      else if ('target' in event) {
        targets.set(event.target, after(targets.get(event.target) ?? NOTHING, event, atMs));
      }
    },
    told: () => {
      if (state === null) return null;
      const told = [...targets.values()].map(({ target, phases }) => ({ ...target, phases }));
      return { state, elapsedMs, onlyChanged, image: { bytes }, error, targets: told };
    },
  };
}

function after(known: Recorded, event: Extract<FlashEvent, { target: string }>, atMs: number): Recorded {
  const { target, phases } = known;
  switch (event.type) {
    case 'target': {
      const { drive } = event;
      const shown = drive && { ...drive, name: sanitizeForDisplay(drive.model) };
      return { ...known, target: { ...target, drive: shown, sectorBytes: drive?.logicalBlockBytes ?? null } };
    }
    case 'phase': {
      const begun = { phase: event.phase, state: 'running', bytes: 0, ms: 0, sinceMs: atMs };
      return { target: { ...target, limitedBy: null }, phases: [...closed(phases, 'done', atMs), begun], from: null };
    }
    case 'progress':
      return withProgress(known, event.bytes, atMs);
    case 'limit':
      return { ...known, target: { ...target, limitedBy: event.by } };
    case 'stalled':
      return { ...known, target: { ...target, stalledMs: event.ms } };
    case 'target-end': {
      const { outcome } = event;
      const end = outcome.kind === 'done' ? 'done' : 'failed';
      return { ...known, target: { ...target, outcome }, phases: closed(phases, end, atMs) };
    }
    case 'seed':
    case 'note':
      return known;
  }
}

function withProgress({ target, phases, from }: Recorded, bytes: number, atMs: number): Recorded {
  const now = phases.map((one) => (one.state === 'running' ? { ...one, bytes } : one));
  const answered = { ...target, stalledMs: null };
  if (from === null || bytes < from.bytes) return { target: answered, phases: now, from: { atMs, bytes } };
  if (atMs - from.atMs < SPACING_MS) return { target: answered, phases: now, from };
  const rate = ((bytes - from.bytes) * 1000) / (atMs - from.atMs);
  const phase = now.at(-1)?.phase ?? '';
  return {
    target: { ...answered, samples: [...target.samples, { rate, phase }] },
    ...{ phases: now, from: { atMs, bytes } },
  };
}

function closed(phases: Recorded['phases'], state: 'done' | 'failed', atMs: number): Recorded['phases'] {
  return phases.map((one) => (one.state === 'running' ? { ...one, state, ms: atMs - one.sinceMs } : one));
}
