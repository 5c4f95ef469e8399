import { closeSync, fstatSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSecrets } from '../../../src/node/seed/secrets-fd.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NO_FD = { code: 'secrets-unreadable', reason: 'no-fd', field: null };
const NOT_JSON = { code: 'secrets-unreadable', reason: 'not-json', field: null };
const TEXT = '{"password": "Ada’s 💻", "wifi": {"Home": "correct horse"}}';
const SECRETS = { password: 'Ada’s 💻', wifi: [['Home', 'correct horse']], tailscale: null };
const WAIT_MS = 15_000;

let folder = '';
const program = (): string => path.join(folder, 'read-secrets.mjs');

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'nixberry-test-'));
  buildSync({
    entryPoints: ['test/node/seed/read-secrets-program.ts'],
    outfile: program(),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What comes of descriptors, by a program of its own: they are those that a shell opens. */
async function read(fds: readonly (number | string)[], redirection: string, input = ''): Promise<readonly unknown[]> {
  const script = `exec "$0" "$@" ${redirection}`;
  const argv = ['-c', script, process.execPath, program(), ...fds.map(String)];
  const { stdout } = await execa('bash', argv, { input, timeout: WAIT_MS, cwd: folder });
  return stdout.split('\n').map((line) => JSON.parse(line) as unknown);
}

describe('secrets from a descriptor', () => {
  it('come out of a file, a pipe, a here-document and the standard input', async () => {
    writeFileSync(path.join(folder, 'secrets.json'), TEXT);
    expect(await read([3], '3<secrets.json')).toEqual([SECRETS]);
    expect(await read([9], '9< <(cat secrets.json)')).toEqual([SECRETS]);
    expect(await read([20], `20<<<'${TEXT}'`)).toEqual([SECRETS]);
    expect(await read([0], '', TEXT)).toEqual([SECRETS]);
  });

  it('come in pieces, however late', async () => {
    const slow = `4< <(printf '{"password": '; sleep 0.3; printf '"x"}')`;
    expect(await read([4], slow)).toEqual([{ password: 'x', wifi: [], tailscale: null }]);
  });

  it('are read once', async () => {
    expect(await read([5, 5], `5<<<'{}'`)).toEqual([{ password: null, wifi: [], tailscale: null }, NO_FD]);
  });

  it('are none where nobody opened anything, whatever Node has there', async () => {
    const fds = Array.from({ length: 40 }, (_, at) => at + 3);
    expect(await read([...fds, -1, 1.5, 'NaN', 2 ** 40], '')).toEqual(Array<unknown>(44).fill(NO_FD));
  });

  it('are none where nothing can be read', async () => {
    expect(await read([3], '3>out')).toEqual([NO_FD]);
    expect(await read([3], '3<.')).toEqual([NO_FD]);
    expect(await read([3], '3</dev/zero')).toEqual([NO_FD]);
  });

  it.runIf(process.platform === 'linux')('are none on a terminal, which would show them', async () => {
    // The other end of a terminal is one, too.
    expect(await read([3], '3<>/dev/ptmx')).toEqual([{ ...NO_FD, reason: 'terminal' }]);
  });

  it('are no JSON', async () => {
    writeFileSync(path.join(folder, 'large.json'), `{}${' '.repeat(1 << 16)}`);
    expect(await read([3], '3<large.json')).toEqual([NOT_JSON]);
    expect(await read([3], `3< <(yes)`)).toEqual([NOT_JSON]);
    expect(await read([3], `3< <(printf '{"password": "\\xff"}')`)).toEqual([NOT_JSON]);
    expect(await read([3], `3<<<'{"passwort": "x"}'`)).toEqual([{ ...NOT_JSON, reason: 'field' }]);
  });

  it('leave no descriptor open', async () => {
    const file = path.join(await tempFolder(), 'secrets.json');
    for (const text of ['{}', 'none']) {
      await writeFile(file, text);
      const fd = openSync(file, 'r');
      await readSecrets(fd, new AbortController().signal).catch(() => undefined);
      expect(() => fstatSync(fd)).toThrow('EBADF');
    }
  });

  it('leave open what is not theirs', async () => {
    const fd = openSync(await tempFolder(), 'r');
    expect((await appErrorOf(readSecrets(fd, new AbortController().signal))).facts.reason).toBe('no-fd');
    expect(fstatSync(fd).isDirectory()).toBe(true);
    closeSync(fd);
  });
});
