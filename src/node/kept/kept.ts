import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, readlink, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { tryJson } from '../../core/json.ts';
import type { KeptList, KeptPort, KeptState, SkippedRecord, Swept } from '../../core/kept/ports.ts';
import { byAge, KEPT_FORMAT, keptImageSchema, type KeptImage } from '../../core/kept/record.ts';
import type { NixPort } from '../../core/nix/ports.ts';
import type { Roots } from '../../core/places/place.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { dataFolder } from '../data-folder.ts';
import { locked } from './folder-lock.ts';
import { localFlakeFacts } from './local-flake-facts.ts';
import { createLocalRoots } from './local-roots.ts';
import { removeFile } from './remove-file.ts';
import { leftovers } from './sweep.ts';
import { orNull, working } from './working.ts';

const RECORD = /^([0-9a-f]{8})\.json$/;
const ID_BYTES = 4;
/** What somebody builds is nobody else's business. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

const newer = z.object({ format: z.number().gt(KEPT_FORMAT) });

/** The kept images of this person, or those in another folder, and the roots that hold them in this computer's store. */
export function createKept(
  nix: NixPort,
  folder: string = join(dataFolder(), 'images'),
): { readonly kept: KeptPort; readonly roots: Roots } {
  return { kept: createFolder(folder), roots: createLocalRoots(nix, folder) };
}

function createFolder(folder: string): KeptPort {
  return {
    folder,
    list: () => working(folder, () => list(folder)),
    exclusive: (work, signal) => exclusive(folder, work, signal),
    read: async (id) => {
      const found = await readRecord(folder, recordName({ id }));
      return 'id' in found ? found : null;
    },
    newId: () => newId(folder),
    write: (image) => working(folder, () => write(folder, image)),
    remove: (image) => working(folder, () => remove(folder, image)),
    sweep: (signal) => sweep(folder, signal),
    look: (image) => look(folder, image),
    localFlake: localFlakeFacts,
  };
}

async function list(folder: string): Promise<KeptList> {
  const names = (await orNull(readdir(folder))) ?? [];
  const read = await Promise.all(names.filter((name) => RECORD.test(name)).map((name) => readRecord(folder, name)));
  return {
    images: read.filter((one) => 'id' in one).sort(byAge),
    skipped: read.filter((one) => 'reason' in one),
  };
}

async function readRecord(folder: string, name: string): Promise<KeptImage | SkippedRecord> {
  const file = join(folder, name);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { file, reason: 'unreadable' };
  const json = tryJson(text);
  if (newer.safeParse(json).success) return { file, reason: 'newer' };
  const image = keptImageSchema.safeParse(json);
  // Its name says whose record it is: one under another's name would have that one's files removed.
  return image.success && name === recordName(image.data) ? image.data : { file, reason: 'broken' };
}

async function exclusive<Result>(folder: string, work: () => Promise<Result>, signal: CancelSignal): Promise<Result> {
  await working(folder, () => mkdir(folder, { recursive: true, mode: FOLDER_MODE }));
  return locked(folder, work, signal);
}

async function sweep(folder: string, signal: CancelSignal): Promise<Swept> {
  const find = async (): Promise<readonly string[]> => leftovers(folder, await list(folder));
  // Mostly there is nothing, and then no lock, and no folder, is needed.
  const seen = await working(folder, find);
  if (seen.length === 0) return { files: [], freedBytes: 0 };
  const remove = async (): Promise<Swept> => {
    const files = await find();
    let freedBytes = 0;
    for (const file of files) freedBytes += await removeFile(join(folder, file));
    return { files, freedBytes };
  };
  return exclusive(folder, () => working(folder, remove), signal);
}

async function newId(folder: string): Promise<string> {
  // To a folder that cannot be read nothing can be written, and that is told then.
  const taken = (await readdir(folder).catch(() => [])).join('\n');
  for (;;) {
    const id = randomBytes(ID_BYTES).toString('hex');
    if (!taken.includes(id)) return id;
  }
}

function recordName({ id }: Pick<KeptImage, 'id'>): string {
  return `${id}.json`;
}

async function write(folder: string, image: KeptImage): Promise<void> {
  const text = `${JSON.stringify(keptImageSchema.parse(image), null, 2)}\n`;
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const temporary = join(folder, `.${recordName(image)}-${randomBytes(ID_BYTES).toString('hex')}`);
  try {
    const file = await open(temporary, 'wx', FILE_MODE);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(folder, recordName(image)));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The record goes last: what is cut short can be done again. */
async function remove(folder: string, image: KeptImage): Promise<number> {
  // Once more what list() has checked: here something is deleted.
  const { file } = keptImageSchema.parse(image);
  const freed = file === null ? 0 : await removeFile(join(folder, file));
  await orNull(unlink(join(folder, recordName(image))));
  return freed;
}

async function look(folder: string, image: KeptImage): Promise<KeptState> {
  const there = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;
  if (image.file !== null && (await there(join(folder, image.file)))) return 'here';
  if (image.destination !== null) return 'elsewhere';
  // A store that is not mounted has lost nothing.
  if (!(await there(image.imagePath))) return (await there(dirname(image.storePath))) ? 'gone' : 'elsewhere';
  const root = await readlink(join(folder, image.id)).catch(() => null);
  return root === image.storePath ? 'here' : 'unprotected';
}
