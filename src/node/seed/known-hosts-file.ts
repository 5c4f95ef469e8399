import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, open, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../errno.ts';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const MODE_BITS = 0o7777;

/** How often another program may change the file under our hands. */
const ATTEMPTS = 5;

/** Where ssh looks by default. */
export function defaultKnownHosts(): string {
  return join(homedir(), '.ssh', 'known_hosts');
}

/**
 * Gives a known_hosts, which is made when it is not there, the text that `change` makes of its own: whole or not at all,
 * with its mode and owner, behind a link too. Resolves to whether that is another text. `change` may be called again, when
 * somebody else has changed the file meanwhile. Throws AppError `known-hosts-failed`.
 */
export async function changeKnownHosts(file: string, change: (text: string) => string): Promise<boolean> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const place = await placeOf(file);
      await assertPlain(place, file);
      const before = await readText(place);
      const after = change(before ?? '');
      if (after === (before ?? '')) return false;
      if (await replaced(place, before, after)) return true;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('known-hosts-failed', { file, detail: errnoOf(error) ?? String(error) }, { cause: error });
  }
  throw new AppError('known-hosts-failed', { file, detail: 'EBUSY' });
}

/** Where a link leads, also when nothing is there yet. */
async function placeOf(file: string): Promise<string> {
  const place = await realpath(file).catch(orMissing(null));
  if (place !== null) return place;
  const link = await readlink(file).catch(() => null);
  return link === null ? file : resolve(dirname(file), link);
}

/** A draft that is renamed would take a device's place: as root, that of /dev/null for the whole computer. */
async function assertPlain(place: string, file: string): Promise<void> {
  const stats = await stat(place).catch(orMissing(null));
  if (stats === null || stats.isFile()) return;
  throw new AppError('known-hosts-failed', { file, detail: stats.isDirectory() ? 'EISDIR' : 'irregular' });
}

/** False when the file no longer has the text that `after` was made of. */
async function replaced(file: string, before: string | null, after: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
  const stats = await stat(file).catch(orMissing(null));
  const draft = `${file}.nixberry-${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', FILE_MODE);
  try {
    try {
      await handle.writeFile(after, 'latin1');
      if (stats) await keepOwner(handle, stats);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // ssh adds lines of its own; the moment between this and the next line remains.
    if ((await readText(file)) !== before) return false;
    await rename(draft, file);
    return true;
  } finally {
    await rm(draft, { force: true });
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

async function keepOwner(handle: Handle, { uid, gid, mode }: Stats): Promise<void> {
  const now = await handle.stat();
  if (now.uid !== uid || now.gid !== gid) await handle.chown(uid, gid);
  await handle.chmod(mode & MODE_BITS);
}

/** As Latin-1: whatever bytes are in lines that are not ours come back as they were. Null for a file that is not there. */
async function readText(file: string): Promise<string | null> {
  return readFile(file, 'latin1').catch(orMissing(null));
}

function orMissing<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (errnoOf(error) === 'ENOENT') return value;
    throw error;
  };
}
