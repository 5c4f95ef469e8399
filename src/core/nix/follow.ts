import type { Clock } from '../ports.ts';
import { LEVEL, RESULT } from './activities.ts';
import type { BuildEvent } from './events.ts';
import { ignoredSubstituter } from './explain.ts';
import { parseNixLine, type NixLine } from './line.ts';
import { isError, isHint } from './messages.ts';
import { readPlan } from './plan.ts';
import { reduceNix } from './progress.ts';
import { buildProgress, INITIAL_NIX_STATE, type NixState } from './state.ts';
import { cleanText } from './text.ts';

/** More often than this no eye can follow, and a download reports each of its blocks. */
const PROGRESS_MS = 100;

export interface LogFollower {
  /** Takes the next line of Nix's stderr. */
  readonly line: (line: string) => void;
  /** Emits the state as it is now. */
  readonly flush: () => void;
  readonly state: () => NixState;
}

/** Turns the lines of a run of Nix into events, progress at most every `PROGRESS_MS`. */
export function followLog(emit: (event: BuildEvent) => void, clock: Clock): LogFollower {
  let state = INITIAL_NIX_STATE;
  let shown: NixState = state;
  let shownAt = clock.now();
  const ignored = new Set<string>();

  const flush = (): void => {
    if (state === shown) return;
    emit({ type: 'progress', progress: buildProgress(state) });
    shown = state;
    shownAt = clock.now();
  };
  const line = (text: string): void => {
    const parsed = parseNixLine(text);
    const before = state;
    state = reduceNix(state, parsed);
    const event = eventOf(parsed, before, state);
    if (event && !isToldAgain(event, ignored)) emit(event);
    if (clock.now() - shownAt >= PROGRESS_MS) flush();
  };
  return { line, flush, state: () => state };
}

/** Each of Nix's connections to its daemon is told once more which caches it ignores. */
function isToldAgain(event: BuildEvent, ignored: Set<string>): boolean {
  if (event.type !== 'note' || event.code !== 'cache-ignored') return false;
  const cache = String(event.facts.substituter);
  if (ignored.has(cache)) return true;
  ignored.add(cache);
  return false;
}

function eventOf(line: NixLine, before: NixState, after: NixState): BuildEvent | null {
  switch (line.type) {
    case 'result':
      return resultEvent(line, after);
    case 'message':
      return messageEvent(line, before, after);
    case 'text':
      return line.text === '' ? null : { type: 'message', level: 'info', text: line.text };
    case 'start':
    case 'stop':
      return null;
  }
}

function resultEvent(line: Extract<NixLine, { type: 'result' }>, state: NixState): BuildEvent | null {
  const derivation = state.running.get(line.id)?.derivation;
  const [field] = line.fields;
  if (derivation === undefined || typeof field !== 'string') return null;
  switch (line.result) {
    case RESULT.buildLogLine:
    case RESULT.postBuildLogLine:
      return { type: 'log', derivation, line: cleanText(field) };
    case RESULT.setPhase:
      return { type: 'phase', derivation, phase: cleanText(field) };
    default:
      return null;
  }
}

function messageEvent(
  line: Extract<NixLine, { type: 'message' }>,
  before: NixState,
  after: NixState,
): BuildEvent | null {
  if (readPlan(before.plan, line.text)) {
    // A heading changes the plan, the paths below it do not.
    return after.plan === null || after.plan === before.plan ? null : { type: 'plan', plan: after.plan };
  }
  if (line.level > LEVEL.info || isHint(line.text)) return null;
  const substituter = ignoredSubstituter(line.text);
  if (substituter !== null) return { type: 'note', code: 'cache-ignored', facts: { substituter } };
  const level = isError(line) ? 'error' : line.level <= LEVEL.warning ? 'warning' : 'info';
  return { type: 'message', level, text: line.text.replace(/^(?:error|warning):\s*/, '') };
}
