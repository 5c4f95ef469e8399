import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FLAKE_FILE } from '../../core/projects/layout.ts';
import type { ReleaseId } from '../../core/spec/releases.ts';
import { shipped } from '../shipped.ts';

const ASSETS = 'assets/flake';

/** The files that every project of a release has, by their paths in it. */
export async function fixedFiles(release: ReleaseId): Promise<ReadonlyMap<string, string>> {
  const folder = shipped(ASSETS);
  const files = new Map([[FLAKE_FILE, await readFile(join(folder, 'releases', release, FLAKE_FILE), 'utf8')]]);
  const project = join(folder, 'project');
  for (const entry of await readdir(project, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(project.length + 1).replaceAll('\\', '/');
    // npm leaves files named .gitignore out of packages.
    files.set(path.replace(/^_/, '.'), await readFile(file, 'utf8'));
  }
  return files;
}

/** What a host's own `configuration.nix` is at first. */
export function firstConfiguration(): Promise<string> {
  return readFile(shipped(`${ASSETS}/host/configuration.nix`), 'utf8');
}
