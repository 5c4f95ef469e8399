import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeyring, type KeyringItem } from '../../../src/node/seed/keyring.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/waiting.ts';

const HOME: KeyringItem = { kind: 'wifi', ssid: '-x "Home" 🐑' };
const SECRET = ' Zq7-marked\n';

/** A PATH with a secret-tool that does what `script` says (test/integration/seed-keyring.test.ts has the real one). */
async function withTool(script: string): Promise<{ readonly env: NodeJS.ProcessEnv; readonly folder: string }> {
  const folder = await tempFolder();
  const text = `#!/bin/sh\nprintf '%s\\n' "$@" >'${folder}/argv'\nenv >'${folder}/env'\n${script}\n`;
  await writeFile(path.join(folder, 'secret-tool'), text, { mode: 0o755 });
  return { env: { PATH: `${folder}:/usr/bin:/bin` }, folder };
}

const never = new AbortController().signal;

describe('the keyring', () => {
  it('is given a secret through a pipe, and nothing else has it', async () => {
    const { env, folder } = await withTool('cat >"${0%/*}/input"');
    await openKeyring(never, env).keep(HOME, SECRET);
    expect(await readFile(path.join(folder, 'input'), 'utf8')).toBe(SECRET);
    expect((await readFile(path.join(folder, 'argv'), 'utf8')).trimEnd().split('\n')).toEqual([
      'store',
      '--label=Nixberry: Wi-Fi -x "Home" 🐑',
      '--',
      'application',
      'nixberry',
      'kind',
      'wifi',
      'ssid',
      '-x "Home" 🐑',
    ]);
    expect(await readFile(path.join(folder, 'env'), 'utf8')).not.toContain('Zq7');
  });

  it('gives it back, every byte of it', async () => {
    const { env } = await withTool(`printf ' Zq7-marked\\n'`);
    expect(await openKeyring(never, env).lookUp(HOME)).toBe(SECRET);
  });

  it('has none', async () => {
    const { env } = await withTool('exit 1');
    expect(await openKeyring(never, env).lookUp(HOME)).toBeNull();
  });

  it.each([
    ['echo "a warning" >&2; echo "secret-tool: it is locked" >&2; exit 1', 'it is locked'],
    ['echo "usage: one" >&2; echo "two" >&2; exit 2', 'usage: one'],
    ['exit 2', 'secret-tool failed'],
    ['kill -9 $$', 'secret-tool failed'],
  ])('fails: %s', async (script, detail) => {
    const { env } = await withTool(script);
    const keyring = openKeyring(never, env);
    for (const work of [() => keyring.lookUp(HOME), () => keyring.keep(HOME, SECRET)]) {
      const error = await appErrorOf(work());
      expect([error.code, error.facts]).toEqual(['keyring-failed', { detail }]);
      expect(`${error.message} ${String(error.stack)} ${String(error.cause)}`).not.toContain('Zq7');
    }
  });

  it('is not there without the program', async () => {
    const folder = await tempFolder();
    await mkdir(path.join(folder, 'empty'));
    const env = { PATH: path.join(folder, 'empty') };
    expect((await appErrorOf(() => openKeyring(never, env))).code).toBe('keyring-missing');
  });

  it('asks no longer when it is cancelled', async () => {
    const { env, folder } = await withTool('exec sleep 1000');
    const cancel = new AbortController();
    const looking = appErrorOf(openKeyring(cancel.signal, env).lookUp(HOME));
    await until('secret-tool to run', () => readFile(path.join(folder, 'env'), 'utf8').catch(() => false));
    cancel.abort();
    expect((await looking).code).toBe('cancelled');
    expect((await appErrorOf(openKeyring(cancel.signal, env).lookUp(HOME))).code).toBe('cancelled');
  });
});
