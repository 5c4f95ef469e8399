import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

const APT_MS = 60_000;
const DOWNLOAD_MS = 300_000;

/** The version of a package that apt would install, or null when apt does not know it (empty lists, other distribution). */
async function candidate(name: string): Promise<string | null> {
  const { stdout } = await execa('apt-cache', ['policy', name], { timeout: APT_MS, env: { LC_ALL: 'C' } });
  const version = /^ {2}Candidate: (.+)$/m.exec(stdout)?.[1];
  return version === undefined || version === '(none)' ? null : version;
}

/** The kernel package that Debian's `linux-image-amd64` stands for now; null when apt does not know it. */
export async function kernelPackage(): Promise<string | null> {
  const { stdout } = await execa('apt-cache', ['depends', 'linux-image-amd64'], { timeout: APT_MS, reject: false });
  return /Depends: (linux-image-\d[\w.+-]*)/.exec(stdout)?.[1] ?? null;
}

/** The path of a package's .deb in `folder`, downloaded when apt offers another version than the one that is kept. */
export async function fetchDeb(folder: string, name: string): Promise<string> {
  const version = await candidate(name);
  if (version === null) throw new Error(`apt knows no package ${name}: run apt-get update`);
  const kept = await debsOf(folder, name);
  // apt writes the `:` of an epoch as `%3a` in file names.
  const right = kept.find((file) => file.startsWith(`${name}_${version.replaceAll(':', '%3a')}_`));
  if (right !== undefined) return path.join(folder, right);
  for (const old of kept) await rm(path.join(folder, old));
  await execa('apt-get', ['download', '-q', name], { cwd: folder, timeout: DOWNLOAD_MS });
  const [got] = await debsOf(folder, name);
  if (got === undefined) throw new Error(`apt-get downloaded no ${name}`);
  return path.join(folder, got);
}

async function debsOf(folder: string, name: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((file) => file.startsWith(`${name}_`) && file.endsWith('.deb'));
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
