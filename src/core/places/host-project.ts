import { toAppError } from '../errors/app-error.ts';
import { localReference } from '../nix/target.ts';
import { destinationText } from '../ssh/destination.ts';
import { lookAtJob, type HostJob } from './host-job.ts';
import type { PackedProject, PlaceRun } from './place.ts';
import { brief, scriptFailure } from './there.ts';

const LOCK_MS = 30_000;
/** The exit codes of the script `lock`. */
const AS_SENT = 3;
const IN_USE = 4;

/** The flake as the other machine knows it. */
export interface HostProject {
  readonly flake: string;
  /** Stands for what is built from. */
  readonly content: string;
  /** Null for a flake that is not on this computer. */
  readonly packed: PackedProject | null;
}

/** Sends a project, unless it is there already. Throws AppError `project-unsendable`, `remote-*`. */
export async function sendProject(job: HostJob, { ports, flake, signal, emit }: PlaceRun): Promise<HostProject> {
  const packed = await ports.projects.pack(flake, signal);
  if (!packed) return { flake, content: await ports.projects.id([flake]), packed: null };
  const { hash, folder, files, bytes } = packed;
  const { ssh, destination } = job.there;
  let { project } = await lookAtJob(job, packed);
  if (project === null) {
    const exit = await ssh.run(destination, 'receive', [hash, folder], { signal, input: packed.archive() });
    if (exit.code !== 0) throw scriptFailure(job.there, 'receive', exit);
    project = exit.stdout.trim();
    emit({ type: 'note', code: 'project-sent', facts: { place: destinationText(destination), files, bytes } });
  }
  return { flake: referenceOf(project, folder), content: hash, packed };
}

function referenceOf(project: string, folder: string): string {
  const query = folder === '' ? '' : `?dir=${encodeURIComponent(folder).replaceAll('%2F', '/')}`;
  return `${localReference({ folder: project, workTree: null })}${query}`;
}

/**
 * Brings the flake.lock back that Nix wrote over there (note `lock-returned`), unless ours has been changed since the project
 * was sent (`lock-kept`). While a build of the project is running it stays there: whoever takes that up must find the
 * project as it was. Never rejects: a build is none the worse for it (`lock-failed`).
 */
export async function bringLockBack({ there }: HostJob, packed: PackedProject, emit: PlaceRun['emit']): Promise<void> {
  const place = destinationText(there.destination);
  try {
    const exit = await brief(there, 'lock', [packed.hash, packed.folder], { timeoutMs: LOCK_MS });
    if (exit.code === AS_SENT || exit.code === IN_USE) return;
    if (exit.code !== 0) throw scriptFailure(there, 'lock', exit);
    const { state, file } = await packed.takeLock(exit.stdout);
    if (state === 'taken') emit({ type: 'note', code: 'lock-returned', facts: { place, file } });
    if (state === 'changed') emit({ type: 'note', code: 'lock-kept', facts: { place, file } });
  } catch (thrown) {
    const { code, facts } = toAppError(thrown);
    const detail = facts.detail ?? facts.reason ?? code;
    emit({ type: 'note', code: 'lock-failed', facts: { place, detail } });
  }
}
