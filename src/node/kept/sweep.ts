import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptList } from '../../core/kept/ports.ts';
import { copyId } from '../../core/kept/record.ts';
import { writerOf } from '../nix/partials.ts';
import { orNull } from './working.ts';

const TEMPORARY_RECORD = /^\.[0-9a-f]{8}\.json-[0-9a-f]{8}$/;
const ROOT = /^([0-9a-f]{8})(?:-system)?$/;
/** What is younger may be on its way to its record. */
const MIN_AGE_MS = 3_600_000;

/**
 * The names of what killed processes have left in the folder of kept images: of our own shape, named by no record, and
 * untouched for an hour. What belongs to a record that we do not understand is none of it.
 */
export async function leftovers(folder: string, { images }: KeptList): Promise<readonly string[]> {
  const names = (await orNull(readdir(folder))) ?? [];
  const found: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const stats = await orNull(lstat(path));
    if (stats === null || stats.isDirectory() || Date.now() - stats.mtimeMs < MIN_AGE_MS) continue;
    const isLeft =
      TEMPORARY_RECORD.test(name) ||
      isLeftPart(await writerOf(path, name)) ||
      (stats.isSymbolicLink() && isLeftRoot(name, names)) ||
      isLeftCopy(name, names, images);
    if (isLeft) found.push(name);
  }
  return found;
}

function isLeftPart(writer: Awaited<ReturnType<typeof writerOf>>): boolean {
  return writer === 'dead' || writer === 'unknown';
}

function isLeftRoot(name: string, names: readonly string[]): boolean {
  const [, id] = ROOT.exec(name) ?? [];
  return id !== undefined && !names.includes(`${id}.json`);
}

function isLeftCopy(name: string, names: readonly string[], images: KeptList['images']): boolean {
  const id = copyId(name);
  if (id === null) return false;
  const image = images.find((one) => one.id === id);
  return image === undefined ? !names.includes(`${id}.json`) : image.file !== name;
}
