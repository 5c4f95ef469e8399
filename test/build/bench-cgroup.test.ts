import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCgroup } from '../bench/cgroup.ts';

test('of a group that cannot be made whole, nothing stays', async () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'nixberry-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(path.join(root, 'blkio'));
  await expect(createCgroup('ours', root)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(readdirSync(path.join(root, 'blkio'))).toEqual([]);
});
