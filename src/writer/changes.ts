import { alignedBuffer, BLOCK_BYTES } from './blocks.ts';
import type { Device } from './device.ts';
import type { WriteBlock } from './lane.ts';
import { writeMarker } from './marker.ts';

/** Writes only what differs: for a card that carries an older version of the same image. */
export interface ChangesWriter {
  readonly writeBlock: WriteBlock;
  /** Whether the card has been made unbootable, because something differed: `wiping` until that is on the medium. */
  readonly wipe: 'none' | 'wiping' | 'wiped';
  /** Makes it unbootable now, whatever comes. */
  wipeNow(device: Device): Promise<void>;
}

/**
 * Each block is read and compared; only a different one is written. Before the first of these the marker goes over the
 * first MiB and is flushed, so that a card that is interrupted from then on never looks bootable; a card that is right
 * already is not touched.
 */
export function createChangesWriter(marker: Buffer): ChangesWriter {
  const free: Buffer[] = [];
  let wipe: ChangesWriter['wipe'] = 'none';
  let wiping: Promise<void> | null = null;

  const writeAndFlush = async (device: Device): Promise<void> => {
    wipe = 'wiping';
    await writeMarker(device, marker);
    await device.flush();
    wipe = 'wiped';
  };
  const wipeOnce = (device: Device): Promise<void> => {
    wiping ??= writeAndFlush(device);
    return wiping;
  };

  return {
    get wipe() {
      return wipe;
    },
    wipeNow: wipeOnce,
    writeBlock: async (device, buffer, offset) => {
      const found = free.pop() ?? alignedBuffer(BLOCK_BYTES);
      try {
        const there = found.subarray(0, buffer.byteLength);
        await device.read(there, offset);
        if (there.equals(buffer)) return 0;
      } finally {
        free.push(found);
      }
      await wipeOnce(device);
      await device.write(buffer, offset);
      return buffer.byteLength;
    },
  };
}
