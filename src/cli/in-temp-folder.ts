import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Does something with a new folder of our own, which is gone afterwards whatever happens. */
export async function inTempFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await makeTempFolder();
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A new folder that only we may look into. */
export function makeTempFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'nixberry-'));
}
