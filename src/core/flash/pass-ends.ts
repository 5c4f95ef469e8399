import { AppError } from '../errors/app-error.ts';
import type { CancelSignal } from '../ports.ts';
import type { FlashOutcome } from './events.ts';
import type { PassEvent, PassResult } from './pass.ts';
import type { Planned } from './plan.ts';
import type { CardState, Phase, TargetOutcome } from './protocol-events.ts';
import type { AskRewriteEvent } from './protocol-wrong-block.ts';
import type { FlashRun } from './request.ts';

type Written = Extract<TargetOutcome, { kind: 'done' }>;

/** One pass over some targets, and how far each is told. */
export interface TargetPass {
  readonly targets: readonly Planned[];
  /** Indexes of the targets whose end has been told. */
  readonly ended: Set<number>;
  /** Indexes of those that are being written now. */
  readonly writing: Set<number>;
  /** By index, those that are written and whose end is not told before what was laid in has been read back. */
  readonly unchecked: Map<number, Written>;
}

export function startTargetPass(targets: readonly Planned[]): TargetPass {
  return { targets, ended: new Set(), writing: new Set(), unchecked: new Map() };
}

/** Tells what happens in a pass in the job's own terms. */
export function tell(run: FlashRun, pass: TargetPass, event: PassEvent): void {
  if (event.type === 'source') {
    run.emit({ type: 'source', consumed: event.consumed, of: run.source.givenBytes });
    return;
  }
  if (event.type === 'limit') {
    for (const [index, { name }] of pass.targets.entries())
      if (pass.writing.has(index)) run.emit({ type: 'limit', target: name, by: event.by });
    return;
  }
  const target = pass.targets[event.target]?.name;
  if (target === undefined) throw new AppError('unexpected', { detail: `the writer named target ${event.target}` });
  switch (event.type) {
    case 'phase':
      return tellPhase(run, pass, event.target, target, event.phase);
    case 'progress':
      return run.emit({ type: 'progress', target, bytes: event.bytes, of: event.of });
    case 'stalled':
      return run.emit({ type: 'stalled', target, ms: event.ms });
    case 'note':
      return run.emit({ type: 'note', target, code: event.code, facts: event.facts });
    case 'result':
      return tellResult(run, pass, event.target, event.outcome);
  }
}

/** Puts the question in the job's own terms. */
export async function askRewrite(
  run: FlashRun,
  pass: TargetPass,
  { target, length, firstWrong, wrongBytes, wrongBits }: AskRewriteEvent,
  signal: CancelSignal,
): Promise<boolean> {
  const name = pass.targets[target]?.name;
  if (name === undefined) return false;
  return run.request.mayRewrite({ target: name, length, firstWrong, wrongBytes, wrongBits }, signal);
}

function tellPhase(run: FlashRun, pass: TargetPass, index: number, target: string, phase: Phase): void {
  run.emit({ type: 'phase', target, phase });
  if (phase === 'writing') pass.writing.add(index);
  else pass.writing.delete(index);
  // The image has been sent by then, and the drive is all that is asked.
  if (phase === 'verifying') run.emit({ type: 'limit', target, by: 'drive' });
}

function tellResult(run: FlashRun, pass: TargetPass, index: number, outcome: TargetOutcome): void {
  const planned = pass.targets[index];
  if (!planned) return;
  switch (outcome.kind) {
    case 'done':
      if (planned.laid) pass.unchecked.set(index, outcome);
      else end(run, pass, index, { ...outcome, seed: null });
      return;
    case 'failed':
      end(run, pass, index, outcome);
      return;
    case 'set-aside':
      run.emit({ type: 'note', target: planned.name, code: 'set-aside', facts: {} });
      return;
    case 'cancelled':
    // Told in `settle`: the image may be at fault, and that is only known then.
  }
}

/** Tells how a target of the pass ended, once. */
export function end(run: FlashRun, pass: TargetPass, index: number, outcome: FlashOutcome): void {
  const target = pass.targets[index];
  if (!target || pass.ended.has(index)) return;
  pass.ended.add(index);
  run.endTarget(target.name, withEarlierState(outcome, target.earlierState));
}

/** What an earlier pass left on the target is still there when the later one has not touched it. */
function withEarlierState(outcome: FlashOutcome, earlier: CardState): FlashOutcome {
  return outcome.kind !== 'done' && outcome.state === 'untouched' ? { ...outcome, state: earlier } : outcome;
}

/** A target that was set aside, for its next pass. A virtual card's file is there by now, and it is ours. */
function again({ target, ...rest }: Planned, earlierState: CardState): Planned {
  const isOurFile = target.kind === 'file' && earlierState !== 'untouched';
  return { ...rest, target: isOurFile ? { ...target, overwrite: true } : target, earlierState };
}

/** The targets of this pass that need another one. Throws the image's error. */
export function settle(run: FlashRun, pass: TargetPass, { imageError, outcomes }: PassResult): readonly Planned[] {
  const aside: Planned[] = [];
  for (const [index, planned] of pass.targets.entries()) {
    const outcome = outcomes.get(index);
    if (pass.ended.has(index)) continue;
    const state = stateOf(outcome);
    if (imageError) end(run, pass, index, failedWith(imageError, state));
    else if (outcome?.kind === 'set-aside' && !run.signal.aborted)
      aside.push(again(planned, state === 'untouched' ? planned.earlierState : state));
    else end(run, pass, index, { kind: 'cancelled', state });
  }
  if (imageError) throw imageError;
  return aside;
}

/** Ends what has not ended with the error; what was written to its end is as complete as the writer found it. */
export function endRest(run: FlashRun, pass: TargetPass, error: AppError, state: CardState): void {
  for (const index of pass.targets.keys())
    end(run, pass, index, endedBy(error, pass.unchecked.has(index) ? 'complete' : state));
}

function endedBy(error: AppError, state: CardState): FlashOutcome {
  return error.code === 'cancelled' ? { kind: 'cancelled', state } : failedWith(error, state);
}

export function failedWith({ code, facts }: AppError, state: CardState): FlashOutcome {
  return { kind: 'failed', code, facts, state };
}

function stateOf(outcome: TargetOutcome | undefined): CardState {
  if (!outcome) return 'unknown';
  return outcome.kind === 'done' ? 'complete' : outcome.state;
}
