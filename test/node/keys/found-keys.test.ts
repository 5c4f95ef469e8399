import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foundKeys } from '../../../src/node/keys/found-keys.ts';
import { KEYS } from '../../core/spec/some-answers.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A home with a key file, and an `ssh-add` that does what `script` says. */
async function home(script: string): Promise<NodeJS.ProcessEnv> {
  const folder = await tempFolder();
  await mkdir(join(folder, '.ssh'));
  await writeFile(join(folder, '.ssh/id_ed25519.pub'), `${KEYS.ed25519}\n`);
  await writeFile(join(folder, '.ssh/broken.pub'), 'ssh-ed25519 AAAA\n');
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/ssh-add'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'bin/ssh-add'), 0o755);
  return { HOME: folder, PATH: `${join(folder, 'bin')}:/usr/bin:/bin` };
}

const names = async (env: NodeJS.ProcessEnv) =>
  (await foundKeys(env)).map(({ from, name, kind, comment }) => [from, name, kind, comment]);

test('the keys of files come first, then what only the agent has', async () => {
  const env = await home(
    `[ "$1" = -L ] && printf '%s\\n' '${KEYS.ed25519} in the agent' '${KEYS.rsa2048} work' 'ssh-ed25519-cert-v01@openssh.com AAAA'`,
  );
  expect(await names(env)).toEqual([
    ['file', 'id_ed25519.pub', 'ed25519', 'ada@laptop'],
    ['agent', '', 'rsa', KEYS.rsa2048.split(' ').slice(2).concat('work').join(' ')],
  ]);
});

test.each([
  ['no agent', 'echo "Could not open a connection to your authentication agent." >&2; exit 2'],
  ['an agent without keys', 'echo "The agent has no identities."; exit 1'],
  ['an agent that never stops talking', `while :; do echo '${KEYS.rsa2048}'; done`],
])('%s is no error', async (_, script) => {
  expect(await names(await home(script))).toEqual([['file', 'id_ed25519.pub', 'ed25519', 'ada@laptop']]);
});

test('neither is a computer without ssh', async () => {
  const folder = await tempFolder();
  expect(await foundKeys({ HOME: folder, PATH: join(folder, 'bin') })).toEqual([]);
});
