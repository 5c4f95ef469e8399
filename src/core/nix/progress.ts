import { ACTIVITY, LEVEL, RESULT } from './activities.ts';
import { countActivity, expectActivity } from './counters.ts';
import type { Field, NixLine } from './line.ts';
import { isError } from './messages.ts';
import { plannedDerivation, readPlan } from './plan.ts';
import type { NixState } from './state.ts';
import { cleanText } from './text.ts';
import { endTransfer, isTransfer, startTransfer } from './transfers.ts';

/** Lines of each build that are kept: enough to see why one failed without asking Nix for the log. */
const LOG_LINES = 40;
/** Builds whose log is kept after they ended: the failing one is named only in the last messages. */
const ENDED_BUILDS = 16;
const TEXT_LINES = 60;

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
  if (kind === RESULT.setExpected) return expectActivity(state, id, fields);
  if (kind === RESULT.progress) return countActivity(state, id, fields);
  return state;
}

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
