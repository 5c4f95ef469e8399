import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

const APT_MS = 60_000;
const DOWNLOAD_MS = 300_000;

/** The version of a package that apt would install, or null when apt does not know it (empty lists, other distribution). */
async function candidate(name: string, options: readonly string[]): Promise<string | null> {
  const argv = [...options, 'policy', name];
  const { stdout } = await execa('apt-cache', argv, { timeout: APT_MS, env: { LC_ALL: 'C' } });
  const version = /^ {2}Candidate: (.+)$/m.exec(stdout)?.[1];
  return version === undefined || version === '(none)' ? null : version;
}

/** The kernel package that Debian's `linux-image-amd64` stands for now; null when apt does not know it. */
export async function kernelPackage(): Promise<string | null> {
  const { stdout } = await execa('apt-cache', ['depends', 'linux-image-amd64'], { timeout: APT_MS, reject: false });
  return /Depends: (linux-image-\d[\w.+-]*)/.exec(stdout)?.[1] ?? null;
}

/** The name of the kernel package that is kept in `folder`, the newest of several; null when none is. */
export async function keptKernel(folder: string): Promise<string | null> {
  const debs = await debsOf(folder, 'linux-image-[^_]+');
  return debs.toSorted(byNumbers).at(-1)?.split('_')[0] ?? null;
}

/**
 * The path of a package's .deb in `folder`, downloaded when apt offers another version than the one that is kept; where it
 * cannot be, offline, the one that is kept is good enough. `options` are apt's.
 */
export async function fetchDeb(folder: string, name: string, options: readonly string[] = []): Promise<string> {
  await mkdir(folder, { recursive: true });
  const version = await candidate(name, options);
  const kept = await debsOf(folder, escaped(name));
  const right = kept.find((file) => version !== null && file.startsWith(`${name}_${inFileName(version)}_`));
  if (right !== undefined) return path.join(folder, right);
  try {
    if (version === null) throw new Error(`apt knows no package ${name}: run apt-get update`);
    return await download(folder, name, options);
  } catch (error) {
    const good = kept.toSorted(byNumbers).at(-1);
    if (good === undefined) throw error;
    return path.join(folder, good);
  }
}

/** The older ones go when the new one is there. */
async function download(folder: string, name: string, options: readonly string[]): Promise<string> {
  const fresh = await mkdtemp(path.join(folder, 'new-'));
  try {
    await execa('apt-get', [...options, 'download', '-q', name], { cwd: fresh, timeout: DOWNLOAD_MS });
    const [got] = await debsOf(fresh, escaped(name));
    if (got === undefined) throw new Error(`apt-get downloaded no ${name}`);
    await rename(path.join(fresh, got), path.join(folder, got));
    for (const old of await debsOf(folder, escaped(name))) if (old !== got) await rm(path.join(folder, old));
    return path.join(folder, got);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** As apt writes a version in file names: the `:` of an epoch is `%3a` there. */
export function inFileName(version: string): string {
  return version.replaceAll(':', '%3a');
}

/** The .debs of packages whose name matches. */
async function debsOf(folder: string, name: string): Promise<readonly string[]> {
  const pattern = new RegExp(`^${name}_[^/]*\\.deb$`);
  return (await readdir(folder)).filter((file) => pattern.test(file));
}

function escaped(text: string): string {
  return text.replaceAll(/[.+]/g, '\\$&');
}

function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * Unpacks a .deb below `folder`; with `members` (`./boot`) only those, and the ones it lacks are passed over. `options`
 * are tar's.
 */
export async function unpackDeb(
  deb: string,
  folder: string,
  members: readonly string[] = [],
  options: readonly string[] = [],
): Promise<void> {
  const unpacking = execa('dpkg-deb', ['--fsys-tarfile', deb], { timeout: DOWNLOAD_MS, buffer: false, reject: false });
  const tar = await unpacking.pipe('tar', ['-x', '-C', folder, ...options, ...members], {
    timeout: DOWNLOAD_MS,
    reject: false,
  });
  if (tar.failed && members.length === 0) throw new Error(`tar cannot unpack ${deb}: ${tar.stderr}`);
}
