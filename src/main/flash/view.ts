import type { FlashTarget, FlashTopic, WindowOutcome } from '../../contract/window/flash.ts';
import type { AppError } from '../../core/errors/app-error.ts';
import type { FlashEvent, FlashOutcome } from '../../core/flash/events.ts';
import { reduceFlash, remainingMs, startFlashView, type FlashView } from '../../core/flash/progress.ts';
import type { CardHostKey } from '../../node/seed/card-host-key.ts';
import { beginRates, NO_RATES, withProgress, type RateHistory } from './rate-samples.ts';
import { beginPhase, endPhases, shownPhase, toldPhases, WAITING, type TimedPhase } from './shown-phases.ts';

/** One target of the job, with the path by which core calls it. */
export interface TargetState extends Pick<FlashTarget, 'id' | 'name' | 'drive' | 'doing' | 'note'> {
  readonly path: string;
  readonly phases: readonly TimedPhase[];
  readonly rates: RateHistory;
  readonly hostKey: CardHostKey | null;
}

/** A job as it is shown, and what is needed to know its next state. Times in ms since it began. */
export interface FlashJobState extends Pick<
  FlashTopic,
  'id' | 'state' | 'begun' | 'onlyChanged' | 'image' | 'startedAt' | 'questions' | 'rewrite' | 'waitMs'
> {
  readonly core: FlashView;
  readonly targets: readonly TargetState[];
  readonly sha256: string | null;
  readonly error: AppError | null;
}

export type FlashBeginning = Pick<FlashTopic, 'id' | 'onlyChanged' | 'image' | 'startedAt'> & {
  readonly targets: readonly Pick<TargetState, 'id' | 'name' | 'drive' | 'path'>[];
};

/** A job that has just been asked for. */
export function beginFlash({ targets, ...beginning }: FlashBeginning): FlashJobState {
  return {
    ...beginning,
    ...{ state: 'preparing', begun: false, questions: [], rewrite: null, waitMs: 0, sha256: null, error: null },
    core: startFlashView(true),
    targets: targets.map((target) => {
      return { ...target, doing: null, note: null, phases: WAITING, rates: NO_RATES, hostKey: null };
    }),
  };
}

/** The state after one more event, `atMs` since the job began. Pure. */
export function reduceFlashJob(state: FlashJobState, event: FlashEvent, atMs: number): FlashJobState {
  const known = { ...state, core: reduceFlash(state.core, event, atMs) };
  switch (event.type) {
    case 'image':
      return { ...known, image: { ...state.image, bytes: event.bytes } };
    case 'phase':
      return withTarget({ ...known, state: 'running', begun: true, questions: [] }, event.target, (target) => {
        const phase = shownPhase(event.phase);
        const phases = beginPhase(target.phases, phase, atMs);
        return { ...target, doing: event.phase, note: null, phases, rates: beginRates(target.rates) };
      });
    case 'progress':
      return withTarget(known, event.target, (target) => withBytes(target, event, atMs));
    case 'target-end':
      return withTarget(known, event.target, (target) => {
        const phases = endPhases(target.phases, event.outcome.kind === 'done' ? 'done' : 'failed', atMs);
        return { ...target, doing: null, phases };
      });
    case 'note':
      return withTarget(known, event.target, (target) => {
        return { ...target, note: { code: event.code, facts: { ...event.facts } } };
      });
    case 'target':
    case 'seed':
    case 'source':
    case 'limit':
    case 'stalled':
      return known;
  }
}

export function withHostKey(state: FlashJobState, path: string, hostKey: CardHostKey | null): FlashJobState {
  return withTarget(state, path, (target) => ({ ...target, hostKey }));
}

/** The job as it is told to the page. */
export function flashTopic(state: FlashJobState, nowMs: number): FlashTopic {
  const { id, begun, onlyChanged, image, startedAt, questions, rewrite, waitMs, sha256, error, core } = state;
  return {
    ...{ id, state: state.state, begun, onlyChanged, image, startedAt, rewrite, waitMs, sha256 },
    elapsedMs: nowMs,
    questions: [...questions],
    error: error && { code: error.code, facts: { ...error.facts } },
    targets: state.targets.map((target) => shownTarget(target, core, nowMs)),
  };
}

function shownTarget({ path, phases, rates, ...target }: TargetState, core: FlashView, nowMs: number): FlashTarget {
  const view = core.targets.find((one) => one.target === path);
  return {
    ...{ id: target.id, name: target.name, drive: target.drive, doing: target.doing, note: target.note },
    hostKey: target.hostKey && { ...target.hostKey },
    phases: toldPhases(phases, nowMs),
    samples: [...rates.samples],
    extremes: [...rates.extremes],
    rate: view?.rate ?? null,
    remainingMs: view?.outcome === null ? remainingMs(core, view) : null,
    sectorBytes: view?.drive?.logicalBlockBytes ?? null,
    limitedBy: view?.limitedBy ?? null,
    stalledMs: view?.stalledMs ?? null,
    outcome: view?.outcome ? shownOutcome(view.outcome) : null,
    end: view?.end ? { ...view.end } : null,
  };
}

/** The id of a seed is of no interest to the page. */
function shownOutcome(outcome: FlashOutcome): WindowOutcome {
  switch (outcome.kind) {
    case 'done':
      return { ...outcome, seed: outcome.seed !== null };
    case 'failed':
      return { ...outcome, facts: { ...outcome.facts } };
    case 'cancelled':
      return outcome;
  }
}

function withBytes(
  target: TargetState,
  { bytes, of }: Extract<FlashEvent, { type: 'progress' }>,
  atMs: number,
): TargetState {
  const running = target.phases.find(({ state }) => state === 'running');
  if (!running) return target;
  const phases = target.phases.map((phase) => (phase === running ? { ...phase, bytes, of } : phase));
  return { ...target, phases, rates: withProgress(target.rates, running.phase, atMs, bytes) };
}

function withTarget(state: FlashJobState, path: string, change: (target: TargetState) => TargetState): FlashJobState {
  return { ...state, targets: state.targets.map((target) => (target.path === path ? change(target) : target)) };
}
