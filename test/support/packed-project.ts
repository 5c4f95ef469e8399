import { execa } from 'execa';
import { mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { expect } from 'vitest';
import type { PackedProject } from '../../src/core/places/place.ts';
import { createProjects } from '../../src/node/projects/pack.ts';
import { tempFolder } from './temp-folder.ts';

export const projects = createProjects();
export const never = new AbortController().signal;

export async function git(cwd: string, ...argv: readonly string[]): Promise<string> {
  const settings = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'protocol.file.allow=always'];
  return (await execa('git', [...settings, ...argv], { cwd })).stdout;
}

/** A folder with these files, those with a `#!` executable; `-> x` is a link to x. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await tempFolder();
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    if (text.startsWith('-> ')) await symlink(text.slice(3), file);
    else await writeFile(file, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
  return folder;
}

export async function repositoryWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await folderWith(files);
  await git(folder, 'init', '--quiet');
  await git(folder, 'add', '.');
  return folder;
}

export async function packed(flake: string): Promise<PackedProject> {
  const project = await projects.pack(flake, never);
  if (!project) throw new Error(`${flake} is not here`);
  return project;
}

/** What arrives over there, by path; folders end with a slash. */
export async function unpacked(project: PackedProject): Promise<Readonly<Record<string, string>>> {
  const folder = await tempFolder();
  await pipeline(Readable.from(project.archive()), extract({ cwd: folder, strict: true, preservePaths: true }));
  expect(await readFile(path.join(folder, 'whole'), 'utf8')).toBe(`${project.hash}\n`);
  const found: Record<string, string> = {};
  const entries = await readdir(path.join(folder, 'files'), { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(path.join(folder, 'files'), file);
    if (entry.isSymbolicLink()) found[name] = `-> ${await readlink(file)}`;
    else if (entry.isFile())
      found[name] = ((await stat(file)).mode & 0o100 ? '*' : '') + (await readFile(file, 'utf8'));
    else if ((await readdir(file)).length === 0) found[`${name}/`] = '';
  }
  return found;
}

export const refusal = (reason: string, facts: object = {}): unknown =>
  expect.objectContaining({
    code: 'project-unsendable',
    facts: expect.objectContaining({ reason, ...facts }) as object,
  });
