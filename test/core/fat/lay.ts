import type { FatFile } from '../../../src/core/fat/fat.ts';
import { layFiles } from '../../../src/core/fat/lay-files.ts';
import { pattern } from '../../support/bytes.ts';
import type { AFat } from './a-fat.ts';

export const WHEN = { iso: '2026-09-01T12:34:57.890Z' };

/** A file of `length` bytes that depend on `seed`. */
export function aFile(path: string, length = 100, seed = 1): FatFile {
  return { path, bytes: pattern(length, seed) };
}

/** Lays files into a FAT in memory. */
export async function lay(fat: AFat, ...files: readonly FatFile[]): Promise<AFat> {
  const extents = await layFiles(await fat.open(), files, WHEN);
  for (const { offset, bytes } of extents) fat.bytes.set(bytes, offset);
  return fat;
}
