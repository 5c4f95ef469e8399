import { close, constants, existsSync, open } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { kernelName } from '../core/drives/drive.ts';
import { LINUX } from '../linux/env.ts';
import { readAttribute, readNumber } from '../linux/read.ts';
import { errnoOf } from './causes.ts';
import { descriptorIo, type DeviceIo } from './device.ts';

const openAsync = promisify(open);
const closeAsync = promisify(close);

/** An empty reader answers at once; a drive that is dying may take minutes, and its error has to be told before. */
const ASK_MS = 2_000;
/** For so long a drive whose request failed with EIO may turn out to be on its way out. */
const LEAVING_MS = 500;
const LEAVING_POLL_MS = 20;
/** What the kernel calls a SCSI drive, as USB's are, from the moment on at which it knows that it was pulled out. */
const LEAVING = new Set(['cancel', 'deleted']);

interface Asked {
  readonly openAgain?: (path: string) => Promise<void>;
  readonly sys?: string;
}

/**
 * The descriptor of a whole drive. A reader stays when its card is pulled out, and what it then says is not that: with a
 * capacity of 0 a write fails with ENOSPC, as on a full disk, and a read moves no byte and calls that no error; before the
 * capacity is known to be 0 each request fails with EIO, as on a worn card, and only the next open asks for the medium (Linux,
 * drivers/scsi/sd.c), while nobody else opens it, since we hold its lock. So a failure is looked into, and a request without
 * a medium rejects with ENOMEDIUM. A drive that is pulled out as a whole also says EIO at first, and goes a moment later: its
 * request rejects with ENODEV.
 */
export function driveIo(path: string, fd: number, { openAgain = opened, sys = LINUX.sys }: Asked = {}): DeviceIo {
  const io = descriptorIo(fd);
  const block = `${sys}/class/block/${kernelName(path)}`;
  const isEmpty = (): boolean => readNumber(`${block}/size`) === 0;

  const asking = async <T>(request: Promise<T>): Promise<T> => {
    try {
      return await request;
    } catch (failed) {
      if (isEmpty()) throw noMedium(failed);
      throw (
        (await missingMedium(openAgain(path))) ?? (await leavingDrive(failed, () => isLeaving(path, block))) ?? failed
      );
    }
  };
  const moving = async (request: Promise<number>, wanted: number): Promise<number> => {
    const moved = await asking(request);
    if (moved !== wanted && isEmpty()) throw noMedium();
    return moved;
  };
  return {
    write: (buffer, offset) => moving(io.write(buffer, offset), buffer.byteLength),
    read: (buffer, offset) => moving(io.read(buffer, offset), buffer.byteLength),
    flush: () => asking(io.flush()),
    close: () => io.close(),
  };
}

function noMedium(cause?: unknown): Error {
  return Object.assign(new Error('no medium', { cause }), { code: 'ENOMEDIUM' });
}

/** What says that the drive is gone, where an EIO comes of that; null for every other error, and where the drive stays. */
async function leavingDrive(failed: unknown, isLeavingNow: () => boolean): Promise<Error | null> {
  if (errnoOf(failed) !== 'EIO') return null;
  const end = performance.now() + LEAVING_MS;
  while (!isLeavingNow()) {
    if (performance.now() >= end) return null;
    await delay(LEAVING_POLL_MS);
  }
  return Object.assign(new Error('the drive was pulled out', { cause: failed }), { code: 'ENODEV' });
}

/** Asks the kernel, not the drive. */
function isLeaving(path: string, block: string): boolean {
  return !existsSync(path) || !existsSync(block) || LEAVING.has(readAttribute(`${block}/device/state`) ?? '');
}

/** Resolves when it could be opened, and is closed again. */
async function opened(path: string): Promise<void> {
  await closeAsync(await openAsync(path, constants.O_RDONLY | constants.O_NOFOLLOW));
}

/** What says that there is no medium; null for every other end, and where there is none in time. */
async function missingMedium(opening: Promise<void>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ASK_MS);
  });
  const asked = opening.then(
    () => null,
    (thrown: unknown) => (errnoOf(thrown) === 'ENOMEDIUM' ? thrown : null),
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
