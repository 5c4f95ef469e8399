import { lstatSync } from 'node:fs';
import type { WithdrawHeader, WriterTarget } from '../contract/writer.ts';
import { AppError } from '../core/errors.ts';
import { createAbortSwitch, type AbortSwitch } from './abort.ts';
import { checkDrive } from './check.ts';
import type { Device } from './device.ts';
import type { Emit } from './events.ts';
import { markerBlock, wipeEnds, writeMarker } from './marker.ts';
import { openDrive } from './open-drive.ts';
import { openFile } from './open-file.ts';
import { wasWritten } from './own-work.ts';
import { unmountAll } from './unmount.ts';

const NO_IMAGE = { bytes: null, onDisks: [], tableSectorBytes: null, startsLikeDisk: null };

/**
 * The writer's fourth operation: a card that this session has written, and that turned out wrong when it was read back,
 * gets its marker again, so that it does not look finished. It passes the rules of writing once more. What was not written
 * here is AppError `usage`, and ends the session; a target that cannot be written any more is told as `unknown`.
 */
export async function runWithdraw({ target, job, startedAt }: WithdrawHeader, emit: Emit): Promise<void> {
  if (!wasWritten(target)) throw new AppError('usage', { detail: 'only what was written here can be taken back' });
  const marker = markerBlock(startedAt, job);
  const state = await withdraw(target, marker).then(
    () => 'unbootable' as const,
    () => 'unknown' as const,
  );
  emit({ type: 'withdrawn', state });
}

async function withdraw(target: WriterTarget, marker: Buffer): Promise<void> {
  const device = await openAgain(target, createAbortSwitch());
  try {
    if (target.kind === 'drive') return await wipeEnds(device, marker);
    await writeMarker(device, marker);
    await device.flush();
  } finally {
    await device.close();
  }
}

async function openAgain(target: WriterTarget, abort: AbortSwitch): Promise<Device> {
  if (target.kind === 'file') {
    // As long as it is now: the marker must not make a short card longer.
    const cardBytes = lstatSync(target.path).size;
    return (await openFile({ ...target, cardBytes, overwrite: true }, null, abort)).device;
  }
  await unmountAll(await checkDrive(target, NO_IMAGE));
  return openDrive(target, NO_IMAGE, abort);
}
