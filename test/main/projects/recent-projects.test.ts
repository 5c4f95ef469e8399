import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRecentProjects } from '../../../src/main/projects/recent-projects.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('what is noted and forgotten at the same time is all done', async () => {
  const recent = createRecentProjects(join(await tempFolder(), 'recent-projects.json'));
  await recent.note('/old');
  await Promise.all([recent.note('/one'), recent.forget('/old'), recent.note('/two')]);
  expect((await recent.list()).map(({ folder }) => folder)).toEqual(['/two', '/one']);
});
