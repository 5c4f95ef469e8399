import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Drive } from '../../core/drives/drive.ts';
import { lastingIdentity } from '../../core/drives/lasting-identity.ts';
import type { KnownDrivesPort } from '../../core/ports.ts';
import { dataFolder } from '../data-folder.ts';

/** The oldest go first; nobody has more drives than that. */
const MAX_DRIVES = 200;

const fileSchema = z.object({
  version: z.literal(1),
  /** The one that was seen last comes last. `at`: when it was found to be as large as it claims, ISO 8601. */
  drives: z.array(z.object({ id: z.string().regex(/^[0-9a-f]{64}$/), at: z.iso.datetime() })),
});

type KnownDrive = z.infer<typeof fileSchema>['drives'][number];

/**
 * The memory of drives, a file of this person's: each by a hash, so that it tells nobody which drives somebody has. A file
 * that is missing or broken knows none, and is replaced. It is read anew for each question: of two programs that write it at
 * once one may lose what it has noted, and that drive is probed again.
 */
export function createKnownDrives(file: string = join(dataFolder(), 'known-drives.json')): KnownDrivesPort {
  const change = async (drive: Drive, after: (others: readonly KnownDrive[], id: string) => readonly KnownDrive[]) => {
    const id = idOf(drive);
    if (id === null) return;
    const known = await read(file);
    const others = known.filter((other) => other.id !== id);
    const next = after(others, id);
    if (next.length === 0 && known.length === 0) return;
    await replace(file, `${JSON.stringify({ version: 1, drives: next.slice(-MAX_DRIVES) }, null, 2)}\n`);
  };
  return {
    isKnown: async (drive) => {
      const id = idOf(drive);
      return id !== null && (await read(file)).some((known) => known.id === id);
    },
    remember: (drive) =>
      change(drive, (others, id) => [...others, { id, at: new Date().toISOString() }]).catch(() => undefined),
    forget: (drive) => change(drive, (others) => others).catch(() => undefined),
  };
}

function idOf(drive: Drive): string | null {
  const identity = lastingIdentity(drive);
  return identity === null ? null : createHash('sha256').update(identity).digest('hex');
}

async function read(file: string): Promise<readonly KnownDrive[]> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8'))).drives;
  } catch {
    return [];
  }
}

/** Whole or not at all. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
