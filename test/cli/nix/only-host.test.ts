import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { onlyHost } from '../../../src/cli/nix/only-host.ts';
import { formatProject } from '../../../src/core/projects/project-text.ts';
import { DEFAULT_RELEASE } from '../../../src/core/spec/releases.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A project with these hosts, as `resolveFlake` names it. */
async function project(...hosts: readonly string[]): Promise<string> {
  const folder = await tempFolder();
  await writeFile(join(folder, 'nixberry.json'), formatProject({ release: DEFAULT_RELEASE, files: {}, caches: [] }));
  for (const host of hosts) await mkdir(join(folder, 'hosts', host), { recursive: true });
  return `path:${folder}`;
}

it('is the host that is meant where a project has but one', async () => {
  expect(await onlyHost(await project('greenhouse'))).toBe('greenhouse');
});

it.each([
  [['attic', 'greenhouse'], /as in #attic: attic, greenhouse$/],
  [[], /has no host yet/],
])('has to be named where there are %j', async (hosts, detail) => {
  await expect(onlyHost(await project(...hosts))).rejects.toMatchObject({
    ...{ code: 'usage', facts: { detail: expect.stringMatching(detail) as string } },
  });
});

it('is nothing of a flake that is no project, or not here', async () => {
  expect(await onlyHost(`path:${await tempFolder()}`)).toBeNull();
  expect(await onlyHost('github:me/pis')).toBeNull();
});
