import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { draftAnswers, someProjects } from './some-projects.ts';

test('a project that cannot be noted is saved all the same, and the page is told', async () => {
  const { call, home, told, unnoted } = await someProjects();
  const file = path.join(home, '../window/project.json');
  // A folder stands where the file belongs: as good as a full disk.
  await mkdir(path.join(file, 'x'), { recursive: true });
  await call('projects.save', { answers: draftAnswers(), overOutside: false });
  expect(told()).toMatchObject({ host: 'greenhouse' });
  expect(unnoted()).toMatchObject({ detail: expect.stringMatching(/^E[A-Z]+$/) as string });
  await call('projects.close', undefined);
  expect(unnoted()).not.toBeNull();
  await rm(file, { recursive: true });
  await call('projects.close', undefined);
  expect(unnoted()).toBeNull();
});
