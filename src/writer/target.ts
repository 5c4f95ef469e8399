import { AppError } from '../core/errors/app-error.ts';
import type { JudgedImage } from '../core/drives/judge.ts';
import type { CardState, DriveTarget, TargetOutcome, WriteHeader, WriterTarget } from '../contract/writer.ts';
import { createAbortSwitch } from './abort.ts';
import { createChangesWriter, type ChangesWriter } from './changes.ts';
import { createConsultation, type Consultation } from './consult.ts';
import type { Device } from './device.ts';
import type { DriveHost } from './drive-host.ts';
import type { Emit } from './events.ts';
import { finishFirst, firstIsThere, isMarked } from './finish.ts';
import { createLane, stateAfter, writePlainly, type Lane } from './lane.ts';
import { markerBlock, wipeEnds } from './marker.ts';
import { emptyCard, openFile } from './open-file.ts';
import { decodeOverlays } from './overlay.ts';
import { fileIdOf, noteWritten } from './own-work.ts';
import { createPhases, type Progress } from './phases.ts';
import { probeCapacity } from './probe.ts';
import { canCompare, howVerified } from './verified.ts';
import { verifyFirst, verifyLast, verifyRest, type LastBlock, type SentImage } from './verify.ts';
import { createWaits } from './waits.ts';
import { createWrittenRuns, type WrittenRuns } from './written-runs.ts';
import { createWrongBlocks, type WrongBlocks } from './wrong-blocks.ts';

/** The stream as one target needs to know it once it has ended. */
export interface EndedStream extends SentImage {
  readonly prefixDigests: readonly Buffer[];
}

/** Drives of an earlier pass that are not closed yet, by path. */
const stillOpen = new Map<string, Promise<void>>();

/** One target on its way through the writer's steps. */
export interface TargetJob {
  readonly index: number;
  readonly lane: Lane | null;
  readonly progress: () => Progress | null;
  /** Since when its drive has not answered (`performance.now`), whatever it was asked; null while it is asked for nothing. */
  readonly waitingSince: () => number | null;
  /** Steps 1 to 4: checked, unmounted, opened, wiped, probed. Rejects with the AppError that ends it. */
  prepare(): Promise<void>;
  /** Where the answers go that it waits for. */
  readonly consultation: Pick<Consultation, 'answerBlock' | 'answerRewrite'>;
  /** Steps 5 to 8 once the stream is committed. */
  complete(stream: EndedStream): Promise<TargetOutcome>;
  /** What is on the target if it ends with this error, and how that is called. */
  outcomeOf(error: AppError): TargetOutcome;
  /** What is on the target if it ends now. */
  state(): CardState;
  /** No new request reaches the drive from now on. Resolves when what was under way has ended and the drive is closed. */
  stop(): Promise<void>;
  /** Resolves when it has been stopped. */
  readonly stopped: Promise<unknown>;
}

export function createTargetJob(
  index: number,
  target: WriterTarget,
  header: WriteHeader,
  image: JudgedImage,
  host: DriveHost,
  emit: Emit,
): TargetJob {
  const abort = createAbortSwitch();
  const marker = markerBlock(header.startedAt, header.job);
  const patches = decodeOverlays(target.overlays);
  const { enter, shows, timed, ms, progress } = createPhases(index, emit, abort);
  const waits = createWaits();
  const startedAt = performance.now();
  let writingSince = startedAt;
  let state: CardState = 'untouched';
  let device: Device | null = null;
  let lane: Lane | null = null;
  let changes: ChangesWriter | null = null;
  let runs: WrittenRuns | null = null;
  let wrong: WrongBlocks | null = null;
  const consultation = createConsultation(index, emit, abort);
  let cardBytes: number | null = null;
  let preparing: Promise<void> = Promise.resolve();
  let closing: Promise<void> | null = null;

  const open = async (): Promise<Device> => {
    if (target.kind === 'file') {
      const opened = await waits.during(() => openFile(target, header.imageBytes, abort));
      cardBytes = opened.cardBytes;
      return opened.device;
    }
    const drive = await waits.during(() => host.check(target, image));
    if (drive.mounts.length > 0) {
      enter('unmounting');
      // What a file system still has to write may rightly take minutes: no drive that does not answer.
      const paths = await host.unmount(drive);
      if (paths.length > 0)
        emit({ type: 'note', target: index, code: 'unmounted', facts: { paths: paths.join(', ') } });
    }
    if (host.openErases) state = 'unknown';
    return waits.during(() => host.open(target, image, abort));
  };

  const close = (): Promise<void> => {
    closing ??= preparing
      .catch(() => undefined)
      .then(() => device?.close())
      .catch(() => undefined);
    stillOpen.set(target.path, closing);
    return closing;
  };

  const stateNow = (): CardState => {
    if (state !== 'untouched' || !changes || changes.wipe === 'none') return state;
    return changes.wipe === 'wiped' ? 'unbootable' : 'unknown';
  };

  const flush = (opened: Device): Promise<void> =>
    timed('flushing', async () => {
      await opened.flush();
    });

  const verify = (opened: Device, written: Lane, stream: EndedStream): Promise<LastBlock | null> =>
    timed('verifying', async () => {
      let done = 0;
      shows(() => ({ bytes: done, of: written.completedBytes }));
      const digests = written.ownDigests ?? stream.prefixDigests;
      wrong = createWrongBlocks({
        ...{ device: opened, patches, consultation },
        note: (code, block) => emit({ type: 'note', target: index, code, facts: block }),
        isOurCard: () =>
          changes?.wipe === 'none' ? firstIsThere(opened, written.firstBlock) : isMarked(opened, marker),
        beforeWrite: async () => changes?.markNow(opened),
      });
      const tell = (bytes: number): void => {
        done = bytes;
      };
      if (runs) {
        const { bytes } = runs;
        shows(() => (bytes > 0 ? { bytes: done, of: bytes } : null));
        return runs.readBack(opened, stream, tell, wrong);
      }
      return verifyRest(opened, stream, written.firstBlock, digests, tell, wrong);
    });

  const release = (drive: DriveTarget): Promise<boolean> => {
    abort.check();
    switch (header.eject) {
      case 'yes':
        enter('ejecting');
        return waits.during(() => host.letGo(drive, true));
      case 'no':
        return waits.during(() => host.letGo(drive, false));
      case 'later':
        return Promise.resolve(false);
    }
  };

  const finish = async (opened: Device, written: Lane, last: LastBlock | null): Promise<number> => {
    enter('finishing');
    if (changes?.wipe === 'none') return 0;
    state = 'unknown';
    const check = async (): Promise<void> => {
      await verifyFirst(opened, written.firstBlock);
      if (last) await verifyLast(opened, last, wrong?.rewritten);
    };
    return finishFirst(opened, written.firstBlock, marker, header.verify ? check : null, () => {
      state = 'unbootable';
    });
  };

  const prepare = async (): Promise<void> => {
    if (target.kind === 'drive') enter('checking');
    // An earlier pass may not have let go of it yet: a drive that answers late.
    await waits.during(() => Promise.resolve(stillOpen.get(target.path)));
    device = await open();
    if (header.onlyChanged) {
      if (header.verify && canCompare(target, device)) runs = createWrittenRuns();
      changes = createChangesWriter(marker, runs?.add);
    } else {
      enter('wiping');
      state = 'unknown';
      if (target.kind === 'file') await emptyCard(device, cardBytes);
      await wipeEnds(device, marker);
      state = 'unbootable';
    }
    if (target.kind === 'drive' && target.capacity === 'probe') {
      enter('probing');
      // Its markers go over what may be right: from here on the card is not whole.
      await changes?.wipeNow(device);
      await probeCapacity(device, header.job);
    }
    const opened = createLane(device, patches, changes?.writeBlock ?? writePlainly);
    lane = opened;
    enter('writing');
    writingSince = performance.now();
    const { imageBytes } = header;
    shows(() => ({
      bytes: opened.completedBytes,
      of: imageBytes === null ? null : imageBytes - opened.skippedBytes,
    }));
  };

  return {
    index,
    get lane() {
      return lane;
    },
    progress,
    waitingSince: () => waits.since() ?? device?.waitingSince() ?? null,
    consultation,

    prepare: () => {
      preparing = prepare();
      return preparing;
    },

    complete: async (stream) => {
      if (!device || !lane) throw new AppError('unexpected', { detail: 'completed before it was prepared' });
      if (patches.some((patch) => patch.offset + patch.bytes.byteLength > stream.bytes))
        throw new AppError('unexpected', { detail: 'an overlay lies outside the image' });
      await changes?.end(device, lane.firstBlock, stream.bytes);
      ms.writing = performance.now() - writingSince;
      await flush(device);
      const last = header.verify ? await verify(device, lane, stream) : null;
      const writtenBytes = lane.writtenBytes + (await finish(device, lane, last));
      if (target.kind === 'file') {
        // The last request was a whole page; the card ends where the image (or the wanted size) does.
        await device.truncate(cardBytes ?? stream.bytes);
        await device.flush();
      }
      state = 'complete';
      const digest = (lane.ownDigests ?? stream.prefixDigests).at(-1);
      const fileId = target.kind === 'file' ? fileIdOf(device.fd) : null;
      await waits.during(close);
      noteWritten(target, fileId);
      const ejected = target.kind === 'drive' && (await release(target));
      ms.total = performance.now() - startedAt;
      return {
        kind: 'done',
        bytes: stream.bytes,
        sha256: (digest ?? Buffer.alloc(32)).toString('hex'),
        verified: howVerified(header.verify, device, runs !== null),
        ejected,
        writtenBytes,
        skippedBytes: lane.skippedBytes,
        rewritten: wrong?.rewritten ?? null,
        ms: { ...ms },
      };
    },

    outcomeOf: (error) =>
      error.code === 'cancelled'
        ? { kind: 'cancelled', state: stateNow() }
        : { kind: 'failed', code: error.code, facts: error.facts, state: stateAfter(error, stateNow()) },
    state: stateNow,
    stop: () => {
      abort.abort();
      lane?.drop(new AppError('cancelled'));
      return close();
    },
    stopped: abort.thrown,
  };
}
