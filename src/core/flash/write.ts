import { AppError, toAppError } from '../errors/app-error.ts';
import type { WriterSession } from '../ports.ts';
import { checkTargets } from './check-targets.ts';
import { runPass, type PassEvent } from './pass.ts';
import { askRewrite, endRest, settle, startTargetPass, tell } from './pass-ends.ts';
import type { Planned } from './plan.ts';
import type { WriteHeader } from './protocol-commands.ts';
import { PROTOCOL_VERSION } from './protocol.ts';
import type { FlashRequest, FlashRun } from './request.ts';
import { createSieve, type Sieve } from './sift.ts';

/** What is known of the image once it has gone through the writer. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
  /** Of the file as given, when it was hashed. */
  readonly givenSha256: string | null;
  readonly expectedMatched: 'decoded' | 'given' | null;
}

/**
 * Writes the planned targets: drives in a writer session with root's rights, virtual cards in one without, since what
 * was granted for drives must not open files. Throws the AppError of the image or of the writer; a target's own error
 * ends that target only.
 */
export async function writeTargets(run: FlashRun, planned: readonly Planned[]): Promise<Written> {
  let written: Written = { bytes: 0, sha256: '', givenSha256: null, expectedMatched: null };
  const approve = (received: { bytes: number; sha256: string }): void => {
    if (written.bytes > 0 && written.sha256 !== received.sha256)
      throw new AppError('image-changed', { image: run.source.name });
    // Asked now: a block that is read once more later on is another pass of the source.
    const givenSha256 = run.source.givenSha256();
    written = { ...received, givenSha256, expectedMatched: matchExpected(run, received.sha256) };
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
      const sieve = sieveFor(run, left);
      try {
        const result = await runPass({
          ...{ session, events, header, source: run.source, sieve, clock: ports.clock, signal, emit },
          approve: ({ bytes, sha256 }) => approve({ bytes, sha256: sieve ? sieve.imageSha256(sha256) : sha256 }),
          mayRewrite: (event, unlessOver) => askRewrite(run, pass, event, unlessOver),
        });
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

/** What is laid over the image for one target has to reach it. */
function sieveFor({ request, ports, source }: FlashRun, targets: readonly Planned[]): Sieve | null {
  if (!request.skipFree) return null;
  const overlays = targets.flatMap(({ target }) => target.overlays);
  // A character of base64 is no more than a byte.
  const kept = overlays.map(({ offset, data }) => ({ offset, bytes: data.length }));
  return createSieve(source.name, kept, ports.newSha256);
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
    onlyChanged: request.onlyChanged,
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
