import { MOST_RUNNING, type BuildView, type RunningDerivation } from '../../contract/window/build.ts';
import type { AppError } from '../../core/errors/app-error.ts';
import { shortName } from '../../core/nix/compiled.ts';
import type { BuildEvent, BuildProgress, NixPlan } from '../../core/nix/events.ts';
import { endPhases, movePhases, WAITING_PHASES } from './phases.ts';

/** A build as it is shown, and what is needed to know its next state. */
export interface BuildState {
  readonly view: BuildView;
  /** When each derivation that runs has begun. */
  readonly since: ReadonlyMap<string, number>;
}

/** Enough to read; a build that says more than this says the same again and again. */
const MOST_NOTES = 20;

export type BuildStart = Pick<BuildView, 'id' | 'host' | 'place' | 'startedAt'>;

/** A build that has just been asked for. */
export function startedBuild(start: BuildStart): BuildState {
  const none = { done: 0, expected: 0 };
  const view: BuildView = {
    ...{
      ...start,
      state: 'running',
      outdated: false,
      stopping: false,
      system: null,
      endedAt: null,
      how: null,
      why: null,
    },
    phases: [
      ...movePhases(
        WAITING_PHASES,
        {
          plan: null,
          builds: { ...none, running: 0, failed: 0 },
          fetches: none,
          downloads: { bytes: 0, expectedBytes: 0 },
          running: [],
        },
        start.startedAt,
      ),
    ],
    builds: { ...none, running: 0, failed: 0 },
    fetches: none,
    downloads: { bytes: 0, expectedBytes: 0 },
    ...{ running: [], plan: null, estimateMs: null, logLines: 0, notes: [], error: null, result: null },
  };
  return { view, since: new Map() };
}

/** The state after one more event; the same object where the event changes nothing that is shown. Times in ms since 1970. */
export function reduceBuild(state: BuildState, event: BuildEvent, at: number): BuildState {
  const { view } = state;
  switch (event.type) {
    case 'machine':
      return { ...state, view: { ...view, system: event.system } };
    case 'target':
      return { ...state, view: { ...view, how: event.how, why: event.why } };
    case 'plan':
      return moved({ ...state, view: withPlan(view, event.plan) }, at);
    case 'progress':
      return moved(withProgress(state, event.progress, at), at);
    case 'note':
      return { ...state, view: { ...view, notes: withNote(view.notes, { code: event.code, facts: event.facts }) } };
    case 'phase':
    case 'log':
    case 'message':
    case 'failed-log':
      return state;
  }
}

/** The view of a build that has ended. */
export function endedBuild(view: BuildView, end: EndOfBuild, at: number): BuildView {
  const ended = {
    ...view,
    stopping: false,
    endedAt: at,
    running: [],
    phases: [...endPhases(view.phases, end.state, at)],
  };
  switch (end.state) {
    case 'done':
      return { ...ended, state: 'done', result: end.result };
    case 'failed':
      return { ...ended, state: 'failed', error: errorOf(end.error, end.logStart) };
    case 'cancelled':
      return { ...ended, state: 'cancelled' };
  }
}

export type EndOfBuild =
  | { readonly state: 'done'; readonly result: NonNullable<BuildView['result']> }
  | { readonly state: 'failed'; readonly error: AppError; readonly logStart: number | null }
  | { readonly state: 'cancelled' };

function errorOf({ code, facts }: AppError, logStart: number | null): NonNullable<BuildView['error']> {
  const { derivation } = facts;
  return { code, facts, derivation: typeof derivation === 'string' ? shortName(derivation) : null, logStart };
}

function moved(state: BuildState, at: number): BuildState {
  const { view } = state;
  return { ...state, view: { ...view, phases: [...movePhases(view.phases, view, at)] } };
}

/** The counts that come later know at least as much. */
function withPlan(view: BuildView, plan: NixPlan): BuildView {
  const builds = { ...view.builds, expected: Math.max(view.builds.expected, plan.toBuild) };
  const fetches = { ...view.fetches, expected: Math.max(view.fetches.expected, plan.toFetch) };
  return { ...view, plan, builds, fetches };
}

function withProgress({ view, since: before }: BuildState, progress: BuildProgress, at: number): BuildState {
  const { builds, fetches, downloads, plan } = progress;
  const since = new Map(progress.running.map(({ derivation }) => [derivation, before.get(derivation) ?? at]));
  const running = progress.running
    .map(({ derivation, machine, phase }): RunningDerivation => {
      return { name: shortName(derivation), machine, phase, since: since.get(derivation) ?? at };
    })
    .sort((a, b) => a.since - b.since)
    .slice(0, MOST_RUNNING);
  return { view: { ...view, builds, fetches, downloads, plan: plan ?? view.plan, running }, since };
}

type Note = BuildView['notes'][number];

function withNote(notes: readonly Note[], note: Note): Note[] {
  const key = JSON.stringify(note);
  return [...notes.filter((one) => JSON.stringify(one) !== key), note].slice(-MOST_NOTES);
}
