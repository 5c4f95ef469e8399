import { randomBytes } from 'node:crypto';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { isAlive } from '../alive.ts';
import { errnoOf } from '../errno.ts';
import { orNull, working } from './working.ts';

const LOCK = '.lock';
/** Held while a lock is taken from a dead process: of two that see that it is dead, one takes it. */
const TAKEOVER = '.lock-takeover';
const POLL_MS = 50;
/** It is held for moments, at most until a machine that does not answer has timed out. */
const WAIT_MS = 5 * 60_000;
/** Nobody holds it for so long: of a process on another computer, or one that has a dead one's id, nothing else tells. */
const STALE_MS = 15 * 60_000;
/** A takeover is a matter of milliseconds, and a lock that has no words in it yet is being written. */
const STALE_TAKEOVER_MS = 30_000;

const HOST = hostname();
/** Those of this very process: in a container an earlier one may have had our id. */
const held = new Set<string>();

/**
 * Does something while no other process does anything of this kind in the same folder, which must be there. Not to be nested.
 * Throws AppError `images-folder` (`EBUSY`) when that does not come to be, `cancelled`, and what `work` throws.
 */
export async function locked<Result>(
  folder: string,
  work: () => Promise<Result>,
  signal: CancelSignal,
  waitMs = WAIT_MS,
): Promise<Result> {
  const lock = join(folder, LOCK);
  const words = `${HOST} ${process.pid} ${randomBytes(8).toString('hex')}`;
  held.add(words);
  try {
    await working(lock, () => take(lock, words, signal, Date.now() + waitMs));
    try {
      return await work();
    } finally {
      // It may have been taken over, from a process that had been stopped for long.
      await working(lock, async () => {
        if ((await orNull(readFile(lock, 'utf8'))) === words) await rm(lock, { force: true });
      });
    }
  } finally {
    held.delete(words);
  }
}

async function take(lock: string, words: string, signal: CancelSignal, until: number): Promise<void> {
  while (!(await create(lock, words))) {
    throwIfCancelled(signal);
    if (await isStale(lock)) await takeOver(lock);
    else if (Date.now() > until) throw new AppError('images-folder', { path: lock, reason: 'EBUSY' });
    else await pause(POLL_MS * (1 + Math.random()));
  }
}

/** Whether the file was made, with these words in it: false when it is there already. */
async function create(path: string, words: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(words);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(lock: string): Promise<boolean> {
  const words = await orNull(readFile(lock, 'utf8'));
  if (words === null) return false;
  const [host, pid] = words.split(' ');
  if (host === undefined || pid === undefined) return isOlder(lock, STALE_TAKEOVER_MS);
  if (host === HOST && !held.has(words) && (Number(pid) === process.pid || !isAlive(Number(pid)))) return true;
  return isOlder(lock, STALE_MS);
}

async function isOlder(path: string, ms: number): Promise<boolean> {
  const stats = await orNull(stat(path));
  return stats !== null && Date.now() - stats.mtimeMs > ms;
}

async function takeOver(lock: string): Promise<void> {
  const takeover = join(lock, '..', TAKEOVER);
  if (await create(takeover, '')) {
    try {
      // Another may have been faster, and hold it by now.
      if (await isStale(lock)) await rm(lock, { force: true });
    } finally {
      await rm(takeover, { force: true });
    }
    return;
  }
  if (await isOlder(takeover, STALE_TAKEOVER_MS)) await rm(takeover, { force: true });
  else await pause(POLL_MS);
}
