import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { onTestFinished } from 'vitest';
import { AppError } from '../../src/core/errors/app-error.ts';
import type { ByteReader, Extent, FatFile, FatVolume } from '../../src/core/fat/fat.ts';
import { layFiles } from '../../src/core/fat/lay-files.ts';
import { openFat } from '../../src/core/fat/open-fat.ts';
import { folder, run } from './drives-support.ts';

export const WHEN = { iso: '2026-09-01T12:34:57.890Z' };

/** Where a FAT lies in a file. */
export interface FatPlace {
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** A new file of zeros. */
export function emptyFile(bytes: number): string {
  const file = `${folder('/var/tmp')}/card.img`;
  writeFileSync(file, '');
  truncateSync(file, bytes);
  return file;
}

/** A FAT by mkfs.fat, alone in a file. */
export function makeFat(bytes: number, ...options: readonly string[]): FatPlace {
  const file = emptyFile(bytes);
  run('mkfs.fat', ...options, '--', file);
  return { file, offset: 0, bytes };
}

export function makeFolder(place: FatPlace, path: string): void {
  mtool(place, 'mmd', `::${path}`);
}

/** Puts a file into the FAT with mcopy, in place of an older one. */
export function putFile(place: FatPlace, path: string, bytes: Uint8Array): void {
  const source = `${folder('/var/tmp')}/source`;
  writeFileSync(source, bytes);
  mtool(place, 'mcopy', '-o', source, `::${path}`);
}

/** A file of the FAT, read by mcopy. */
export function mtoolBytes(place: FatPlace, path: string): Uint8Array {
  const target = `${folder('/var/tmp')}/target`;
  mtool(place, 'mcopy', `::${path}`, target);
  return readFileSync(target);
}

/** Every file and folder (`::/folder/`) as mdir lists them, sorted. */
export function listNames(place: FatPlace): readonly string[] {
  return mtool(place, 'mdir', '-b', '-a', '-/', '::').split('\n').sort();
}

/** Runs one of mtools; paths in the FAT begin with `::`. */
export function mtool({ file, offset }: FatPlace, tool: string, ...args: readonly string[]): string {
  return run(tool, '-i', `${file}@@${offset}`, ...args);
}

/** What fsck.fat finds, but for its version and its summary. */
export function fsckWords({ file, offset, bytes }: FatPlace): readonly string[] {
  const lines = run('fsck.fat', '-n', '--', offset === 0 ? file : cutOut(file, offset, bytes)).split('\n');
  return lines.filter((line) => !/^fsck\.fat |^\S+: \d+ files, \d+\/\d+ clusters$/.test(line));
}

/** A file as core reads an image. */
export function fileReader(file: string): ByteReader {
  const descriptor = openSync(file, 'r');
  onTestFinished(() => closeSync(descriptor));
  return {
    read(offset, length) {
      if (offset + length > fstatSync(descriptor).size) return Promise.reject(new AppError('image-truncated', {}));
      const bytes = new Uint8Array(length);
      readSync(descriptor, bytes, 0, length, offset);
      return Promise.resolve(bytes);
    },
  };
}

export async function openPlace(place: FatPlace): Promise<FatVolume> {
  const volume = await openFat(fileReader(place.file), place);
  if (!volume) throw new Error('no FAT');
  return volume;
}

/** Lays files into the FAT, as the writer lays the extents over an image. */
export async function lay(place: FatPlace, ...files: readonly FatFile[]): Promise<readonly Extent[]> {
  const extents = await layFiles(await openPlace(place), files, WHEN);
  const descriptor = openSync(place.file, 'r+');
  for (const { offset, bytes } of extents) writeSync(descriptor, bytes, 0, bytes.length, offset);
  closeSync(descriptor);
  return extents;
}

function cutOut(file: string, offset: number, bytes: number): string {
  const descriptor = openSync(file, 'r');
  const content = new Uint8Array(bytes);
  readSync(descriptor, content, 0, bytes, offset);
  closeSync(descriptor);
  const alone = `${folder('/var/tmp')}/fat.img`;
  writeFileSync(alone, content);
  return alone;
}
