import { ACTIVITY, LEVEL, RESULT } from './activities.ts';
import type { BuildProgress, NixPlan, RunningBuild } from './events.ts';
import type { Field, NixLine } from './line.ts';
import { plannedDerivation, readPlan } from './plan.ts';
import { cleanText } from './text.ts';
import {
  announce,
  downloadBytes,
  endTransfer,
  isTransfer,
  moveTransfer,
  NO_TRANSFERS,
  startTransfer,
  type Transfers,
} from './transfers.ts';

/** Lines of each build that are kept: enough to see why one failed without asking Nix for the log. */
const LOG_LINES = 40;
/** Builds whose log is kept after they ended: the failing one is named only in the last messages. */
const ENDED_BUILDS = 16;
const TEXT_LINES = 60;

/** What a run of Nix has said so far. `buildProgress` makes of it what is shown. */
export interface NixState {
  readonly builds: BuildProgress['builds'];
  readonly fetches: BuildProgress['fetches'];
  readonly running: ReadonlyMap<string, RunningBuild>;
  readonly ended: readonly RunningBuild[];
  readonly transfers: Transfers;
  readonly plan: NixPlan | null;
  /** The derivations of the plan, in the order in which Nix tells them. */
  readonly planned: readonly string[];
  /** Activities of the kinds whose counters we follow: id -> kind. */
  readonly counters: ReadonlyMap<string, number>;
  /** Errors, newest last: headline where there is one, and the whole text. */
  readonly errors: readonly { readonly headline: string; readonly text: string }[];
  readonly warnings: readonly string[];
  /** The last lines that were not Nix's. */
  readonly texts: readonly string[];
}

export const INITIAL_NIX_STATE: NixState = {
  builds: { done: 0, expected: 0, running: 0, failed: 0 },
  fetches: { done: 0, expected: 0 },
  running: new Map(),
  ended: [],
  transfers: NO_TRANSFERS,
  plan: null,
  planned: [],
  counters: new Map(),
  errors: [],
  warnings: [],
  texts: [],
};

/** The state after one more line of the log. Pure; numbers that it does not know change nothing. */
export function reduceNix(state: NixState, line: NixLine): NixState {
  switch (line.type) {
    case 'start':
      return start(state, line);
    case 'stop':
      return stop(state, line.id);
    case 'result':
      return result(state, line.id, line.result, line.fields);
    case 'message':
      return message(state, line);
    case 'text':
      return { ...state, texts: keep(state.texts, line.text, TEXT_LINES) };
  }
}

/** What is shown of a state. */
export function buildProgress(state: NixState): BuildProgress {
  return {
    // Nix counts what it has come upon so far; its plan, where it told one, knows more.
    builds: { ...state.builds, expected: Math.max(state.builds.expected, state.plan?.toBuild ?? 0) },
    fetches: { ...state.fetches, expected: Math.max(state.fetches.expected, state.plan?.toFetch ?? 0) },
    downloads: downloadBytes(state.transfers),
    running: [...state.running.values()],
    plan: state.plan,
  };
}

/** The end of the log of a build, running or ended lately; null when nothing is known of it. */
export function keptLog(state: NixState, derivation: string): readonly string[] | null {
  const builds = [...state.ended, ...state.running.values()];
  return builds.findLast((build) => build.derivation === derivation)?.lines ?? null;
}

/** Whether a message is an error: a warning that has no level of its own (Nix 2.8) is none. */
export function isError(line: Extract<NixLine, { type: 'message' }>): boolean {
  return line.level === LEVEL.error && !line.text.startsWith('warning:') && !isHint(line.text);
}

/** Advice about Nix's own options, which we choose. */
export function isHint(text: string): boolean {
  return text.startsWith("(use '--show-trace'");
}

function start(state: NixState, line: Extract<NixLine, { type: 'start' }>): NixState {
  if (line.activity === ACTIVITY.build) {
    const [derivation, machine] = line.fields;
    const build = { derivation: textOf(derivation), machine: textOf(machine) || null, phase: null, lines: [] };
    return { ...state, running: new Map(state.running).set(line.id, build) };
  }
  if (line.activity === ACTIVITY.builds || line.activity === ACTIVITY.copyPaths)
    return { ...state, counters: new Map(state.counters).set(line.id, line.activity) };
  if (isTransfer(line.activity)) return { ...state, transfers: startTransfer(state.transfers, line.id, line.activity) };
  return state;
}

function stop(state: NixState, id: string): NixState {
  const build = state.running.get(id);
  if (!build) return { ...state, transfers: endTransfer(state.transfers, id) };
  const running = new Map(state.running);
  running.delete(id);
  return { ...state, running, ended: keep(state.ended, build, ENDED_BUILDS) };
}

function result(state: NixState, id: string, kind: number, fields: readonly Field[]): NixState {
  const build = state.running.get(id);
  if ((kind === RESULT.buildLogLine || kind === RESULT.postBuildLogLine) && build) {
    const lines = keep(build.lines, cleanText(textOf(fields[0])), LOG_LINES);
    return { ...state, running: new Map(state.running).set(id, { ...build, lines }) };
  }
  if (kind === RESULT.setPhase && build) {
    const phase = cleanText(textOf(fields[0]));
    return { ...state, running: new Map(state.running).set(id, { ...build, phase }) };
  }
  if (kind === RESULT.setExpected)
    return { ...state, transfers: announce(state.transfers, id, countOf(fields[0]), countOf(fields[1])) };
  if (kind === RESULT.progress) return count(state, id, fields);
  return state;
}

function count(state: NixState, id: string, fields: readonly Field[]): NixState {
  const [done, expected, running, failed] = [0, 1, 2, 3].map((index) => countOf(fields[index])) as Counts;
  switch (state.counters.get(id)) {
    case ACTIVITY.builds:
      return { ...state, builds: { done, expected, running, failed } };
    case ACTIVITY.copyPaths:
      return { ...state, fetches: { done, expected } };
    default:
      return { ...state, transfers: moveTransfer(state.transfers, id, done, expected) };
  }
}

type Counts = [number, number, number, number];

function message(state: NixState, line: Extract<NixLine, { type: 'message' }>): NixState {
  const plan = readPlan(state.plan, line.text);
  if (plan) return { ...state, plan, planned: withPlanned(state.planned, plannedDerivation(line.text)) };
  if (!isError(line))
    return line.level > LEVEL.warning ? state : { ...state, warnings: keep(state.warnings, line.text, TEXT_LINES) };
  const text = line.text.replace(/^error:\s*/, '');
  return { ...state, errors: keep(state.errors, { headline: line.headline ?? text, text }, TEXT_LINES) };
}

function withPlanned(planned: readonly string[], derivation: string | null): readonly string[] {
  return derivation === null ? planned : [...planned, derivation];
}

function keep<Item>(items: readonly Item[], item: Item, atMost: number): Item[] {
  return [...items, item].slice(-atMost);
}

function textOf(field: Field | undefined): string {
  return typeof field === 'string' ? field : '';
}

function countOf(field: Field | undefined): number {
  return typeof field === 'number' && Number.isSafeInteger(field) && field >= 0 ? field : 0;
}
