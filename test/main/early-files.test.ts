import { expect, test } from 'vitest';
import { createEarlyFiles } from '../../src/main/early-files.ts';

test('files that come before anybody takes them are kept, and none is taken twice', () => {
  const files = createEarlyFiles();
  const taken: string[] = [];
  files.add('/a.img');
  files.follow((file) => taken.push(file));
  expect(taken).toEqual(['/a.img']);
  files.add('/b.img');
  expect(taken).toEqual(['/a.img', '/b.img']);
});
