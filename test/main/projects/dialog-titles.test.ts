import { expect, test } from 'vitest';
import { draftAnswers, someProjects } from './some-projects.ts';

test('each dialog says what it is for', async () => {
  const { call, titles } = await someProjects();
  await call('projects.open', undefined);
  await call('projects.saveAs', { answers: draftAnswers() });
  await call('projects.exportAnswers', { answers: draftAnswers() });
  await call('projects.importAnswers', undefined);
  expect(titles).toEqual([
    'Choose the folder of a project',
    'Choose a folder for the project',
    'Save the answers',
    'Choose a file with answers',
  ]);
});
