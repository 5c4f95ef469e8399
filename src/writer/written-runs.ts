import { createHash } from 'node:crypto';
import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import { readBytes } from './mismatch.ts';
import type { LastBlock } from './verify.ts';
import type { WrongBlocks } from './wrong-blocks.ts';

/** Some may be a few KiB only, and a drive should not have to wait for the next. */
const READS_IN_FLIGHT = 4;

/** What was written where nothing but changes is, to be read back alone: by its hashes, so that it costs no memory. */
export interface WrittenRuns {
  /** Notes bytes that have been written at `offset`. */
  readonly add: (offset: number, bytes: Buffer) => void;
  /** Bytes to be read back. */
  readonly bytes: number;
  /**
   * Reads them back in their order and compares them; `progress` gets the bytes that are right so far. Of a run that differs
   * `wrong` finds out what is to be known. Returns the image's last block, as it is on the drive, for another look at it
   * later. Throws AppError `verify-mismatch`.
   */
  readBack(
    device: Device,
    imageBytes: number,
    progress: (bytes: number) => void,
    wrong: Pick<WrongBlocks, 'settle'>,
  ): Promise<LastBlock | null>;
}

interface WrittenRun {
  readonly offset: number;
  /** Whole sectors: behind the end of the image there are zeros. */
  readonly bytes: number;
  readonly digest: Buffer;
}

export function createWrittenRuns(): WrittenRuns {
  const runs: WrittenRun[] = [];
  let total = 0;
  return {
    add: (offset, bytes) => {
      runs.push({ offset, bytes: bytes.byteLength, digest: sha256(bytes) });
      total += bytes.byteLength;
    },
    get bytes() {
      return total;
    },
    readBack: async (device, imageBytes, progress, wrong) => {
      runs.sort((one, other) => one.offset - other.offset);
      let right = 0;
      for await (const { run, found } of readAhead(device, runs)) {
        const { offset, bytes, digest } = run;
        const isRight = (ofImage: Buffer): boolean =>
          sha256(ofImage, Buffer.alloc(bytes - ofImage.byteLength)).equals(digest);
        const ofImage = found.subarray(0, Math.min(bytes, imageBytes - offset));
        if (!sha256(found).equals(digest)) await wrong.settle({ offset, found: ofImage, isRight });
        right += bytes;
        progress(right);
      }
      return lastBlock(device, imageBytes);
    },
  };
}

/** Reads the runs in their order, some ahead. What is found is valid until the next is asked for. */
async function* readAhead(
  device: Device,
  runs: readonly WrittenRun[],
): AsyncGenerator<{ readonly run: WrittenRun; readonly found: Buffer }> {
  const ring = alignedBuffer(READS_IN_FLIGHT * BLOCK_BYTES);
  const started: Promise<{ run: WrittenRun; found: Buffer }>[] = [];
  let next = 0;
  const start = (): void => {
    const run = runs[next];
    if (!run) return;
    const slot = (next++ % READS_IN_FLIGHT) * BLOCK_BYTES;
    const found = ring.subarray(slot, slot + run.bytes);
    const read = device.read(found, run.offset).then(() => ({ run, found }));
    // Awaited in order below; an earlier failure must not leave a later one unhandled.
    read.catch(() => undefined);
    started.push(read);
  };
  for (let i = 0; i < READS_IN_FLIGHT; i++) start();
  for (let reading = started.shift(); reading; reading = started.shift()) {
    yield await reading;
    start();
  }
}

/** It has just been compared, or read back: what is on the drive is right. */
async function lastBlock(device: Device, imageBytes: number): Promise<LastBlock | null> {
  const offset = Math.floor((imageBytes - 1) / BLOCK_BYTES) * BLOCK_BYTES;
  if (offset < BLOCK_BYTES) return null;
  const bytes = imageBytes - offset;
  return { offset, bytes, digest: sha256(await readBytes(device, offset, bytes)) };
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
