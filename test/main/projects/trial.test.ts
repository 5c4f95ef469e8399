import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { NEVER } from '../../../src/core/jobs/never.ts';
import { appErrorOf } from '../../support/errors.ts';
import { draftAnswers, someProjects } from './some-projects.ts';

/** The folder of `path:<folder>#host`. */
function folderOf(flakeRef: string): string {
  return decodeURIComponent(/^path:(.*)#/.exec(flakeRef)?.[1] ?? '');
}

test('what is tried is a copy, which is gone afterwards', async () => {
  const { home, projects } = await someProjects();
  let tried = '';
  const settings = await projects.tryOut(draftAnswers(), NEVER, async (flakeRef) => {
    expect(flakeRef).toMatch(/^path:.*#greenhouse$/);
    tried = folderOf(flakeRef);
    return readFile(path.join(tried, 'hosts/greenhouse/settings.json'), 'utf8');
  });
  expect(JSON.parse(settings)).toMatchObject({ hostName: 'greenhouse' });
  expect(await readdir(home)).toEqual([]);
  await expect(readdir(tried)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a project is tried as saving would make it, and stays as it is', async () => {
  const { home, projects, call } = await someProjects();
  await call('projects.save', { answers: draftAnswers(), overOutside: false });
  const folder = path.join(home, 'Nixberry/greenhouse');
  await writeFile(path.join(folder, 'hosts/greenhouse/configuration.nix'), '{ mine = true; }\n');
  await writeFile(path.join(folder, 'secret.key'), 'nobody told git of it');
  const before = (await readdir(folder, { recursive: true })).sort();
  const answers = draftAnswers({ hostName: 'kitchen' });
  await projects.tryOut(answers, NEVER, async (flakeRef) => {
    const tried = folderOf(flakeRef);
    expect(await readdir(path.join(tried, 'hosts'))).toEqual(['kitchen']);
    expect(await readFile(path.join(tried, 'hosts/kitchen/configuration.nix'), 'utf8')).toContain('mine');
    expect(await readdir(tried)).not.toContain('secret.key');
    expect(await readdir(tried)).toContain('flake.nix');
  });
  expect((await readdir(folder, { recursive: true })).sort()).toEqual(before);
});

test('wrong answers are not tried', async () => {
  const { projects } = await someProjects();
  const tried = projects.tryOut({ board: 'pi4' }, NEVER, () => Promise.reject(new Error('tried')));
  expect(await appErrorOf(tried)).toMatchObject({ code: 'settings-refused' });
});
