import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { PackedProject, ProjectPort } from '../../core/places/place.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { hashFile } from '../nix/hash-file.ts';
import { archiveOf, type HashedFile } from './archive.ts';
import { computerId } from './computer-id.ts';
import { localSource, type LocalSource } from './local-source.ts';
import { reading, sentFiles, type SentFile } from './sent-files.ts';
import { LOCK_FILE, lockHash, takeLock } from './take-lock.ts';

/** Far more than any flake: who gets here has something in the project that does not belong there. */
const MAX_BYTES = 512 * 2 ** 20;
const ID_DIGITS = 16;

/** The projects of this computer, as they are sent to another. */
export function createProjects({ cwd, idFile }: { readonly cwd?: string; readonly idFile?: string } = {}): ProjectPort {
  return {
    pack: async (flake, signal) => {
      const source = await localSource(flake, cwd);
      return source && pack(source, signal);
    },
    id: async (parts) =>
      createHash('sha256')
        .update(JSON.stringify([await computerId(idFile), ...parts]))
        .digest('hex')
        .slice(0, ID_DIGITS),
  };
}

/** Those, where relative references start in the folder that we were started in. */
export const projects = createProjects();

async function pack(source: LocalSource, signal: CancelSignal): Promise<PackedProject> {
  const { top, folder, kind } = source;
  const flakeFolder = join(top, folder);
  const found = await lockHash(flakeFolder);
  const files = await sentFiles(source, signal);
  const bytes = assertSendable(top, files);
  const hashed = await hashAll(top, files, signal);
  const hash = hashOf(hashed);
  const lockPath = folder === '' ? LOCK_FILE : `${folder}/${LOCK_FILE}`;
  const lock = hashed.find((file) => file.type === 'file' && file.path === lockPath);
  return {
    hash,
    folder,
    files: files.length,
    bytes,
    lockHash: lock?.type === 'file' ? lock.sha256 : null,
    archive: () => archiveOf(top, hashed, hash, signal),
    takeLock: (text) =>
      takeLock({ folder: flakeFolder, sha256: found, tellGit: kind === 'git' && lock === undefined }, text),
  };
}

/** The bytes of all files together. Throws AppError `project-unsendable` when they are too many. */
function assertSendable(top: string, files: readonly SentFile[]): number {
  let bytes = 0;
  let largest: SentFile = { type: 'file', path: '', executable: false, bytes: 0 };
  for (const file of files) {
    if (file.type !== 'file') continue;
    bytes += file.bytes;
    if (file.bytes > largest.bytes) largest = file;
  }
  if (bytes <= MAX_BYTES) return bytes;
  throw new AppError('project-unsendable', {
    path: top,
    reason: 'too-large',
    bytes,
    maxBytes: MAX_BYTES,
    largest: largest.path,
    largestBytes: largest.bytes,
  });
}

async function hashAll(top: string, files: readonly SentFile[], signal: CancelSignal): Promise<readonly HashedFile[]> {
  const hashed: HashedFile[] = [];
  for (const file of files) {
    throwIfCancelled(signal);
    const path = join(top, file.path);
    hashed.push(file.type === 'file' ? { ...file, sha256: await reading(path, () => hashFile(path, signal)) } : file);
  }
  return hashed;
}

/** The same for the same names, kinds, modes and contents, on every computer. */
function hashOf(files: readonly HashedFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const { type, path } = file;
    const content = type === 'file' ? [file.executable, file.sha256] : type === 'link' ? [file.target] : [];
    hash.update(`${JSON.stringify([type, path, ...content])}\n`);
  }
  return hash.digest('hex');
}
