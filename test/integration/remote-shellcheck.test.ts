import { execa } from 'execa';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { REMOTE_SCRIPTS } from '../../src/core/ssh/ports.ts';

const FOLDER = path.resolve('assets/remote');

it('the scripts for other machines have nothing that shellcheck would tell', async () => {
  const scripts = (await readdir(FOLDER)).filter((name) => name.endsWith('.sh'));
  expect(scripts.sort()).toEqual(['path', 'state', ...REMOTE_SCRIPTS].map((name) => `${name}.sh`).sort());
  // They share the variables of state.sh, and each is only a part: what is unused here is used there.
  await execa('shellcheck', ['--shell', 'sh', '--exclude', 'SC2034,SC2154', ...scripts], { cwd: FOLDER });
});
