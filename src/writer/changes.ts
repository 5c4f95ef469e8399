import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import { differingRuns, type Run } from './differing-runs.ts';
import { firstIsThere } from './finish.ts';
import type { WriteBlock } from './lane.ts';
import { alignUp, tailStart, wipeTail, writeMarker } from './marker.ts';

/** Writes only what differs: for a card that carries an older version of the same image. */
export interface ChangesWriter {
  readonly writeBlock: WriteBlock;
  /** Whether the card has been made unbootable, because something differed: `wiping` until that is on the medium. */
  readonly wipe: 'none' | 'wiping' | 'wiped';
  /** Makes it unbootable now, whatever comes. */
  wipeNow(device: Device): Promise<void>;
  /**
   * Makes it unbootable by its start alone: for a card that has been compared to its end, where zeros on a drive that wraps
   * would fall on what nobody reads any more.
   */
  markNow(device: Device): Promise<void>;
  /**
   * Everything has been compared, but for the first MiB, which is looked at now: when that alone differs the card is wiped as
   * well. Zeros go behind the image's end where the drive's end was spared before. The verification comes after this, so that
   * it finds what falls on the image where a drive wraps. Without a flush of these zeros.
   */
  end(device: Device, firstBlock: Buffer, imageBytes: number): Promise<void>;
}

/**
 * Each block is read and compared, several at once, so that it goes as fast as the drive can be read; only the pieces that
 * differ are written. Before the first of these the card is made unbootable, and that is flushed, so that one that is
 * interrupted from then on never looks as if it were whole; a card that is right already is not touched.
 * `onWritten` hears of each run of bytes that was written, which is valid only until it returns.
 */
export function createChangesWriter(
  marker: Buffer,
  onWritten: (offset: number, run: Buffer) => void = () => undefined,
): ChangesWriter {
  const free: Buffer[] = [];
  let comparedTo = 0;
  let wipe: ChangesWriter['wipe'] = 'none';
  let wiping: Promise<void> | null = null;
  let isTailSpared = false;

  const mark = async (device: Device): Promise<void> => {
    wipe = 'wiping';
    await writeMarker(device, marker);
    await device.flush();
  };
  const wipeEnds = async (device: Device): Promise<void> => {
    await mark(device);
    // Where the image reaches into the drive's end, what was found to be right there has to stay.
    isTailSpared = comparedTo > tailStart(device);
    if (!isTailSpared) {
      await wipeTail(device);
      await device.flush();
    }
    wipe = 'wiped';
  };
  const wipeOnce = (device: Device): Promise<void> => {
    wiping ??= wipeEnds(device);
    return wiping;
  };

  const compare = async (device: Device, wanted: Buffer, offset: number): Promise<readonly Run[]> => {
    const found = free.pop() ?? alignedBuffer(BLOCK_BYTES);
    try {
      const there = found.subarray(0, wanted.byteLength);
      await device.read(there, offset);
      return differingRuns(wanted, there);
    } finally {
      free.push(found);
    }
  };

  return {
    get wipe() {
      return wipe;
    },
    wipeNow: wipeOnce,
    markNow: (device) => {
      wiping ??= mark(device).then(() => {
        wipe = 'wiped';
      });
      return wiping;
    },
    end: async (device, firstBlock, imageBytes) => {
      if (wipe === 'none' && !(await firstIsThere(device, firstBlock))) await wipeOnce(device);
      if (isTailSpared) await wipeTail(device, alignUp(imageBytes, device.sectorBytes));
    },
    writeBlock: async (device, buffer, offset) => {
      // What is found while the drive's end is being wiped may be gone a moment later.
      await wiping;
      comparedTo = Math.max(comparedTo, offset + buffer.byteLength);
      const runs = await compare(device, buffer, offset);
      if (runs.length > 0) await wipeOnce(device);
      let bytes = 0;
      for (const { from, to } of runs) {
        const run = buffer.subarray(from, to);
        await device.write(run, offset + from);
        onWritten(offset + from, run);
        bytes += run.byteLength;
      }
      return bytes;
    },
  };
}
