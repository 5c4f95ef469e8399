import { AppError, toAppError } from '../core/errors/app-error.ts';
import { createDeferred } from '../core/jobs/deferred.ts';
import type { CardState } from '../contract/writer.ts';
import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import { alignUp } from './marker.ts';
import { applyPatches, touches, type Patch } from './overlay.ts';
import { createPrefixHash, type Block } from './stream.ts';

/** Requests in flight to one drive: enough that it is never idle, few enough that it drains at once when it is slow. */
const IN_FLIGHT = 4;
/** The most of the shared buffers that one target can hold on to while it hangs. */
export const LANE_BYTES = IN_FLIGHT * BLOCK_BYTES;

/** The writing half of one target: takes blocks of the shared stream at its own pace, holds the first MiB back. */
export interface Lane {
  readonly device: Device;
  /** Takes a block of the stream. Returns whether it will release it later; false when it needs it no more. */
  offer(block: Block): boolean;
  /** These bytes of the image do not come: the drive keeps there what it has. */
  skip(offset: number, bytes: number): void;
  /** No more blocks come. */
  end(): void;
  /** Resolves when every block is on its way to the medium; rejects with the first error. */
  readonly written: Promise<unknown>;
  /** Image bytes whose writes have completed, the held-back first MiB included. */
  readonly completedBytes: number;
  /** What of the image was left out. */
  readonly skippedBytes: number;
  /** Start of the first block that this lane still holds; the stream's end when it holds none. Counted in what came. */
  readonly position: number;
  readonly idle: boolean;
  /** For how long it has had nothing to do in all, in ms. */
  readonly idleMs: number;
  /** Bytes that were really sent to the drive: fewer than the image when only changes are written. */
  readonly writtenBytes: number;
  /** The first block, patched, to be written when everything else is right. Empty when there was none. */
  readonly firstBlock: Buffer;
  /** Prefix digests of what was sent to this target; null where they are the shared stream's. */
  readonly ownDigests: readonly Buffer[] | null;
  /** Lets go of everything that is not in flight and takes nothing more. */
  drop(error: AppError): void;
}

/** How a block gets to the drive: plainly, or only when it differs (`changes.ts`). Returns the bytes written. */
export type WriteBlock = (device: Device, buffer: Buffer, offset: number) => Promise<number>;

export async function writePlainly(device: Device, buffer: Buffer, offset: number): Promise<number> {
  await device.write(buffer, offset);
  return buffer.byteLength;
}

/** A block that waits for its turn, and what of it goes to this target: its own buffer, or a patched copy. */
interface Queued {
  readonly block: Block;
  readonly buffer: Buffer;
}

export function createLane(device: Device, patches: readonly Patch[], writeBlock: WriteBlock): Lane {
  const backlog: Queued[] = [];
  const hash = patches.length > 0 ? createPrefixHash() : null;
  let firstBlock: Buffer = Buffer.alloc(0);
  const inFlight = new Set<number>();
  let received = 0;
  let skippedBytes = 0;
  let completedBytes = 0;
  let writtenBytes = 0;
  let ended = false;
  let failure: AppError | null = null;
  let idledMs = 0;
  let idleSince: number | null = performance.now();
  const written = createDeferred<undefined>();
  // The pass awaits it later; until then a failure must not count as unhandled.
  written.promise.catch(() => undefined);

  const isIdle = (): boolean => backlog.length === 0 && inFlight.size === 0;
  const idleNow = (): number => idledMs + (idleSince === null ? 0 : performance.now() - idleSince);

  const drop = (error: AppError): void => {
    if (failure) return;
    failure = error;
    for (const { block } of backlog.splice(0)) block.release();
    written.reject(error);
  };

  const finishIfDone = (): void => {
    if (ended && failure === null && backlog.length === 0 && inFlight.size === 0) written.resolve(undefined);
  };

  const pump = (): void => {
    while (failure === null && inFlight.size < IN_FLIGHT) {
      const queued = backlog.shift();
      if (queued === undefined) break;
      void start(queued);
    }
    finishIfDone();
  };

  /** Drops the lane where the image does not fit. */
  const reach = (imageBytes: number): boolean => {
    if (imageBytes <= device.bytes) return true;
    // What else would come is not known: of an image whose length is, this is found before.
    const sizes = { imageBytes, driveBytes: device.bytes, isAll: false };
    drop(new AppError('image-too-large', { device: device.path, ...sizes }));
    return false;
  };

  const start = async ({ block, buffer }: Queued): Promise<void> => {
    inFlight.add(startOf(block));
    idledMs = idleNow();
    idleSince = null;
    try {
      const length = alignUp(block.length, device.sectorBytes);
      // Not `writtenBytes += await`: that reads the sum before the wait, and others write meanwhile.
      const bytes = await writeBlock(device, buffer.subarray(0, length), block.offset);
      writtenBytes += bytes;
      completedBytes += block.length;
    } catch (thrown) {
      drop(toAppError(thrown));
    } finally {
      inFlight.delete(startOf(block));
      block.release();
      pump();
      if (isIdle()) idleSince ??= performance.now();
    }
  };

  const patchedCopy = (block: Block): Buffer => {
    const copy = alignedBuffer(BLOCK_BYTES);
    block.buffer.copy(copy);
    applyPatches(patches, copy.subarray(0, block.length), block.offset);
    return copy;
  };

  return {
    device,
    offer: (block) => {
      if (failure) return false;
      received = startOf(block) + block.length;
      if (!reach(block.offset + block.length)) return false;
      // The first block outlives the shared one.
      const isOwn = block.index === 0 || touches(patches, block.offset, block.length);
      const buffer = isOwn ? patchedCopy(block) : block.buffer;
      hash?.update(buffer.subarray(0, block.length));
      if (block.index === 0) {
        firstBlock = buffer.subarray(0, block.length);
        completedBytes += block.length;
        return false;
      }
      backlog.push({ block, buffer });
      pump();
      return true;
    },
    skip: (offset, bytes) => {
      if (failure || !reach(offset + bytes)) return;
      if (touches(patches, offset, bytes))
        drop(new AppError('unexpected', { detail: 'an overlay lies in what is left out' }));
      skippedBytes += bytes;
    },
    end: () => {
      ended = true;
      finishIfDone();
    },
    written: written.promise,
    get completedBytes() {
      return completedBytes;
    },
    get position() {
      const [next] = backlog;
      return Math.min(received, next ? startOf(next.block) : received, ...inFlight);
    },
    get idle() {
      return isIdle();
    },
    get idleMs() {
      return idleNow();
    },
    get skippedBytes() {
      return skippedBytes;
    },
    get writtenBytes() {
      return writtenBytes;
    },
    get firstBlock() {
      return firstBlock;
    },
    ownDigests: hash?.digests ?? null,
    drop,
  };
}

/** How much came before it: all blocks but the last are full. */
function startOf({ index }: Block): number {
  return index * BLOCK_BYTES;
}

/** What a failure at this point leaves on a target: of a card that is not there any more nobody can say. */
export function stateAfter(error: AppError, state: CardState): CardState {
  return (error.code === 'drive-lost' || error.code === 'drive-changed') && state !== 'untouched' ? 'unknown' : state;
}
