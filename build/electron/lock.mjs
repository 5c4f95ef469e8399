import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 300;
const GIVE_UP_MS = 15 * 60_000;

/**
 * Does `work` while no other process does the same; one that finds the lock of another waits for it, and says so once.
 * The lock of a process that has ended counts for nothing. It spares the second of two starts a download and no more:
 * what is made under it has to come into its place atomically all the same.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(line: string) => void} say
 * @returns {Promise<T>}
 */
export async function withLock(file, work, say) {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (let told = false; !(await take(file)); told = true) {
    if (!told) say('Another start of Nixberry is fetching Electron; waiting for it');
    if (Date.now() > giveUpAt) throw new Error(`${file} is held by another process: remove it if there is none`);
    await wait(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** @param {string} file */
async function take(file) {
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, String(process.pid));
  try {
    // A link appears with its content; a file that is opened and then written is empty for a moment.
    await link(mine, file);
    return true;
  } catch {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder > 0 && !isAlive(holder)) await rm(file, { force: true });
    return false;
  } finally {
    await rm(mine, { force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
