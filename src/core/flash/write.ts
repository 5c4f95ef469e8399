import { AppError, toAppError } from '../errors/app-error.ts';
import type { WriterSession } from '../ports.ts';
import { checkTargets } from './check-targets.ts';
import { runPass, type PassEvent } from './pass.ts';
import { endRest, settle, startTargetPass, tell } from './pass-ends.ts';
import type { Planned } from './plan.ts';
import { PROTOCOL_VERSION, type WriteHeader } from './protocol.ts';
import type { FlashRequest, FlashRun } from './request.ts';

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
    if (targets.length === 0) continue;
    if (run.signal.aborted) {
      endRest(run, startTargetPass(targets), new AppError('cancelled'), 'untouched');
      continue;
    }
    const session = await startWriter(run, kind === 'drive' ? planned : targets, kind === 'drive');
    try {
      await writeSession(run, targets, session, approve);
    } catch (thrown) {
      const notBegun = planned.filter(({ target }) => kind === 'drive' && target.kind === 'file');
      endRest(run, startTargetPass(notBegun), toAppError(thrown), 'untouched');
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
      const pass = startTargetPass(left);
      const header = headerOf(run, left);
      const emit = (event: PassEvent): void => tell(run, pass, event);
      try {
        const options = { session, events, header, source: run.source, clock: ports.clock, signal, approve, emit };
        const result = await runPass(options);
        await checkTargets(run, pass, { session, events, signal });
        left = settle(run, pass, result);
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

/** Where the writer does not start, for want of rights or because nobody wants it any more, each target still to come is told to be as it was. */
async function startWriter(run: FlashRun, planned: readonly Planned[], elevate: boolean): Promise<WriterSession> {
  try {
    return await run.ports.writer.start({ elevate, signal: run.signal });
  } catch (thrown) {
    endRest(run, startTargetPass(planned), toAppError(thrown), 'untouched');
    throw thrown;
  }
}

function headerOf({ request, source, job, startedAt }: FlashRun, targets: readonly Planned[]): WriteHeader {
  return {
    version: PROTOCOL_VERSION,
    op: 'write',
    job,
    startedAt,
    imageBytes: source.bytes,
    imageOnDisks: [...source.onDisks],
    verify: request.verify,
    eject: ejectOf(request, targets),
    probe: request.probe,
    onlyChanges: request.onlyChanges,
    targets: targets.map(({ target }) => target),
  };
}

/** What was laid in is read back first; either something is laid into each target or into none. */
function ejectOf({ eject }: FlashRequest, targets: readonly Planned[]): WriteHeader['eject'] {
  if (targets.some(({ laid }) => laid !== null)) return 'later';
  return eject ? 'yes' : 'no';
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
