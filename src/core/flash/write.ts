import { AppError, toAppError } from '../errors.ts';
import type { WriterSession } from '../ports.ts';
import type { FlashOutcome } from './events.ts';
import { runPass, type PassEvent, type PassResult } from './pass.ts';
import type { Planned } from './plan.ts';
import { PROTOCOL_VERSION, type CardState, type TargetOutcome, type WriteHeader } from './protocol.ts';
import type { FlashRun } from './request.ts';

/** What is known of the image once it has gone through the writer. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
  readonly expectedMatched: 'decoded' | 'given' | null;
}

/**
 * Writes the planned targets: drives in a writer session with root's rights, virtual cards in one without, since what
 * was granted for drives must not open files. Throws the AppError of the image or of the writer; a target's own error
 * ends that target only.
 */
export async function writeTargets(run: FlashRun, planned: readonly Planned[]): Promise<Written> {
  let written: Written = { bytes: 0, sha256: '', expectedMatched: null };
  const approve = (received: { bytes: number; sha256: string }): void => {
    if (written.bytes > 0 && written.sha256 !== received.sha256)
      throw new AppError('image-changed', { image: run.source.name });
    written = { ...received, expectedMatched: matchExpected(run, received.sha256) };
  };
  for (const kind of ['drive', 'file'] as const) {
    const targets = planned.filter(({ target }) => target.kind === kind);
    if (targets.length === 0 || run.signal.aborted) continue;
    const session = await startWriter(run, kind === 'drive' ? planned : targets, kind === 'drive');
    try {
      await writeSession(run, targets, session, approve);
    } catch (thrown) {
      const notBegun = planned.filter(({ target }) => kind === 'drive' && target.kind === 'file');
      endRest(run, { targets: notBegun, ended: new Set() }, toAppError(thrown), 'untouched');
      throw thrown;
    }
  }
  return written;
}

/** One writer session: all at once, then those that were set aside because they held the others up. */
async function writeSession(
  run: FlashRun,
  planned: readonly Planned[],
  session: WriterSession,
  approve: (received: { bytes: number; sha256: string }) => void,
): Promise<void> {
  const { ports, signal } = run;
  const events = session.events[Symbol.asyncIterator]();
  try {
    for (let left = planned; left.length > 0;) {
      const pass: Pass = { targets: left, ended: new Set() };
      const header = headerOf(run, left);
      const emit = (event: PassEvent): void => tell(run, pass, event);
      try {
        const options = { session, events, header, source: run.source, clock: ports.clock, signal, approve, emit };
        left = settle(run, pass, await runPass(options));
      } catch (thrown) {
        endRest(run, pass, toAppError(thrown), 'unknown');
        throw thrown;
      }
    }
  } finally {
    session.close();
    await session.exited;
  }
}

/** Where the writer does not start, for want of rights for example, each target still to come is told to be as it was. */
async function startWriter(run: FlashRun, planned: readonly Planned[], elevate: boolean): Promise<WriterSession> {
  try {
    return await run.ports.writer.start({ elevate, signal: run.signal });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'cancelled') endRest(run, { targets: planned, ended: new Set() }, error, 'untouched');
    throw thrown;
  }
}

interface Pass {
  readonly targets: readonly Planned[];
  /** Indexes of the targets whose end has been told. */
  readonly ended: Set<number>;
}

function headerOf({ request, ports, source }: FlashRun, targets: readonly Planned[]): WriteHeader {
  return {
    version: PROTOCOL_VERSION,
    op: 'write',
    job: ports.newJobId(),
    startedAt: ports.timestamp(),
    imageBytes: source.bytes,
    imageOnDisks: [...source.onDisks],
    verify: request.verify,
    eject: request.eject,
    probe: request.probe,
    onlyChanges: request.onlyChanges,
    targets: targets.map(({ target }) => target),
  };
}

function tell(run: FlashRun, pass: Pass, event: PassEvent): void {
  if (event.type === 'source') {
    run.emit({ type: 'source', consumed: event.consumed, of: run.source.givenBytes });
    return;
  }
  const target = pass.targets[event.target]?.name;
  if (target === undefined) throw new AppError('unexpected', { detail: `the writer named target ${event.target}` });
  switch (event.type) {
    case 'phase':
      return run.emit({ type: 'phase', target, phase: event.phase });
    case 'progress':
      return run.emit({ type: 'progress', target, bytes: event.bytes, of: event.of });
    case 'stalled':
      return run.emit({ type: 'stalled', target, ms: event.ms });
    case 'note':
      return run.emit({ type: 'note', target, code: event.code, facts: event.facts });
    case 'result':
      return tellResult(run, pass, event.target, target, event.outcome);
  }
}

function tellResult(run: FlashRun, pass: Pass, index: number, target: string, outcome: TargetOutcome): void {
  if (outcome.kind === 'set-aside') run.emit({ type: 'note', target, code: 'set-aside', facts: {} });
  // A cancelled target is told in `settle`: the image may be at fault, and that is only known then.
  if (outcome.kind === 'set-aside' || outcome.kind === 'cancelled') return;
  end(run, pass, index, outcome);
}

/** Tells how a target of the pass ended, once. */
function end(run: FlashRun, pass: Pass, index: number, outcome: FlashOutcome): void {
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
function again({ name, target }: Planned, earlierState: CardState): Planned {
  const isOurFile = target.kind === 'file' && earlierState !== 'untouched';
  return { name, target: isOurFile ? { ...target, overwrite: true } : target, earlierState };
}

/** The targets of this pass that need another one. Throws the image's error. */
function settle(run: FlashRun, pass: Pass, result: PassResult): readonly Planned[] {
  const { imageError, outcomes } = result;
  const aside: Planned[] = [];
  for (const [index, planned] of pass.targets.entries()) {
    const outcome = outcomes.get(index);
    if (pass.ended.has(index)) continue;
    const state: CardState = outcome && 'state' in outcome ? outcome.state : 'unknown';
    if (imageError) end(run, pass, index, failedWith(imageError, state));
    else if (outcome?.kind === 'set-aside' && !run.signal.aborted) aside.push(again(planned, state));
    else end(run, pass, index, { kind: 'cancelled', state });
  }
  if (imageError) throw imageError;
  return aside;
}

function endRest(run: FlashRun, pass: Pass, error: AppError, state: CardState): void {
  for (const index of pass.targets.keys()) end(run, pass, index, failedWith(error, state));
}

function failedWith({ code, facts }: AppError, state: CardState): FlashOutcome {
  return { kind: 'failed', code, facts, state };
}

/** Which of the two hashes is the expected one. Throws AppError `image-hash-mismatch` when neither is. */
function matchExpected({ request, source }: FlashRun, sha256: string): Written['expectedMatched'] {
  const expected = request.expectSha256;
  if (expected === null) return null;
  if (expected === sha256) return 'decoded';
  const given = source.givenSha256();
  if (expected === given) return 'given';
  throw new AppError('image-hash-mismatch', { image: source.name, expected, sha256, givenSha256: given });
}
