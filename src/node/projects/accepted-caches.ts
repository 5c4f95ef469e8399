import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { tryJson } from '../../core/json.ts';
import { offeredName, type Cache } from '../../core/nix/caches.ts';
import { dataFolder } from '../data-folder.ts';
import { writing } from './files.ts';

const FILE = 'accepted-caches.json';
/** Nobody else may let a cache in. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

const schema = z.array(z.object({ url: z.string(), key: z.string() }));

/**
 * Whether this person lets their Nix take programs from a cache: one that we offer, or one that they have accepted on this
 * computer. Who has a cache's key can put any program into the store of a trusted user, and a project may be somebody
 * else's; Nix itself asks the same of a flake's `nixConfig`.
 */
export async function acceptedCaches(folder = dataFolder()): Promise<(cache: Cache) => boolean> {
  const accepted = await read(join(folder, FILE));
  return (cache) => offeredName(cache) !== null || accepted.some((one) => isSame(one, cache));
}

/** Remembers that they let these in. Throws AppError `project-write-failed`. */
export async function acceptCaches(caches: readonly Cache[], folder = dataFolder()): Promise<void> {
  const file = join(folder, FILE);
  const accepted = await read(file);
  const added = caches.filter((cache) => offeredName(cache) === null && !accepted.some((one) => isSame(one, cache)));
  if (added.length === 0) return;
  const text = `${JSON.stringify([...accepted, ...added.map(({ url, key }) => ({ url, key }))], null, 2)}\n`;
  await writing(file, async () => {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
    const draft = `${file}-${randomBytes(6).toString('hex')}`;
    try {
      await writeFile(draft, text, { mode: FILE_MODE, flag: 'wx' });
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
  });
}

function isSame(one: Cache, other: Cache): boolean {
  return one.url === other.url && one.key === other.key;
}

/** A file that is broken accepts nothing. */
async function read(file: string): Promise<readonly Cache[]> {
  return schema.safeParse(tryJson(await readFile(file, 'utf8').catch(() => ''))).data ?? [];
}
