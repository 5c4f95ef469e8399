import { lstatSync } from 'node:fs';
import type { DriveTarget, WithdrawHeader, WriterTarget } from '../contract/writer.ts';
import { AppError } from '../core/errors/app-error.ts';
import { createAbortSwitch } from './abort.ts';
import type { DriveHost } from './drive-host.ts';
import type { Emit } from './events.ts';
import { markerBlock, wipeEnds, writeMarker } from './marker.ts';
import { openFile, type FileTarget } from './open-file.ts';
import { isSurelySame, isWrittenFile, wasWritten } from './own-work.ts';

/**
 * The writer's fourth operation: a card that this session has written, and that turned out wrong when it was read back,
 * gets its marker again, so that it does not look finished. It passes the rules of writing once more. What was not written
 * here is AppError `usage`, and ends the session. A target that cannot be written any more, or of which it is not beyond
 * doubt that it is still the same card or file, is left alone and told as `unknown`.
 */
export async function runWithdraw(
  { target, job, startedAt }: WithdrawHeader,
  host: DriveHost,
  emit: Emit,
): Promise<void> {
  if (!wasWritten(target)) throw new AppError('usage', { detail: 'only what was written here can be taken back' });
  const marker = markerBlock(startedAt, job);
  const state = await withdraw(target, marker, host).then(
    () => 'unbootable' as const,
    () => 'unknown' as const,
  );
  emit({ type: 'withdrawn', state });
}

async function withdraw(target: WriterTarget, marker: Buffer, host: DriveHost): Promise<void> {
  switch (target.kind) {
    case 'drive':
      return withdrawDrive(target, marker, host);
    case 'file':
      return withdrawFile(target, marker);
  }
}

async function withdrawDrive(target: DriveTarget, marker: Buffer, host: DriveHost): Promise<void> {
  const drive = await host.check(target, null);
  if (!isSurelySame(target, drive)) throw replaced(target, 'diskseq');
  await host.unmount(drive);
  const device = await host.open(target, null, createAbortSwitch());
  await wipeEnds(device, marker).finally(() => device.close());
}

/** The card stays as long as it is; the marker is written in whole pages and cut off where the card ends. */
async function withdrawFile(target: FileTarget, marker: Buffer): Promise<void> {
  const { size } = lstatSync(target.path);
  const { device } = await openFile({ ...target, cardBytes: null, overwrite: true }, null, createAbortSwitch());
  try {
    if (!isWrittenFile(target, device.fd)) throw replaced(target, 'file');
    await writeMarker(device, marker);
    await device.truncate(size);
    await device.flush();
  } finally {
    await device.close();
  }
}

function replaced({ path }: WriterTarget, what: string): AppError {
  return new AppError('drive-changed', { device: path, what });
}
