import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { images } from '../../../src/node/images/images.ts';
import { gather, never } from './samples.ts';

/** A folder for the tests of a file, which goes with them. */
export function testFolder(): {
  path: (name: string) => string;
  put: (name: string, data: Uint8Array) => Promise<string>;
} {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nixberry-images-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    put: async (name, data) => {
      await writeFile(path(name), data);
      return path(name);
    },
  };
}

/** Opens an image and reads it to its end: its decoded bytes. */
export async function readImage(reference: string): Promise<Buffer> {
  const source = await images.open(reference, { hashGiven: false, signal: never });
  try {
    return await gather(source.chunks(never));
  } finally {
    await source.close();
  }
}

/** The error that opening and reading an image ends in; fails when there is none. */
export async function imageError(work: Promise<unknown>): Promise<{ code: string; facts: AppError['facts'] }> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof AppError) return { code: thrown.code, facts: thrown.facts };
    throw thrown;
  }
  throw new Error('No error');
}
