import { execa, type Result } from 'execa';
import { createHash } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../../../src/core/places/machine.ts';
import { scriptsFolder } from '../../../src/node/ssh/script.ts';
import { tempFolder } from '../../support/temp-folder.ts';

// The scripts that only look, run here: they are what any POSIX shell runs.

/** Its stdin stays open: somebody waits. */
const HELD = { reject: false, stdin: 'pipe' } as const;
const at = (name: string): string => path.join(scriptsFolder(), `${name}.sh`);

function run(script: string, ...parameters: readonly string[]): Promise<Result<typeof HELD>> {
  return execa('sh', ['-c', `. '${at('state')}'; . '${at(script)}'`, script, ...parameters], HELD);
}

const NAMES = ['-rf', '.hidden', '...', "a 'b' $(id)", 'é.img', '*', 'plain.img'];

describe('look', () => {
  it('tells every name of a folder', async () => {
    const folder = await tempFolder();
    for (const name of NAMES) await writeFile(path.join(folder, name), '');
    await mkdir(path.join(folder, 'sub'));
    await symlink('/nowhere', path.join(folder, 'dangling'));
    await writeFile(path.join(folder, 'two\nlines'), '');
    const [first, ...names] = (await run('look', folder)).stdout.split('\n');
    expect(first).toBe('folder');
    expect(names.sort()).toEqual([...NAMES, 'sub', 'dangling'].sort());
  });

  it('tells an empty folder, a file, and a link to one', async () => {
    const folder = await tempFolder();
    expect((await run('look', folder)).stdout).toBe('folder');
    await writeFile(path.join(folder, '-f'), 'image');
    await symlink('-f', path.join(folder, 'link'));
    expect((await run('look', path.join(folder, 'link'))).stdout).toBe('file 5');
    expect((await run('look', path.join(folder, '-f'))).stdout).toBe('file 5');
  });

  it('tells what is not there, or neither file nor folder', async () => {
    for (const missing of ['/nowhere/at all', '/dev/null', '']) {
      const { exitCode, stdout, stderr } = await run('look', missing);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(stderr).toContain('no such file or folder');
    }
  });
});

describe('cat and sha256', () => {
  it('give the bytes of a file, and their hash', async () => {
    const file = path.join(await tempFolder(), "-a 'file\\");
    const data = Buffer.from([0, 10, 255, 13, 10, 0]);
    await writeFile(file, data);
    const shown = await execa('sh', [path.join(scriptsFolder(), 'cat.sh'), file], { encoding: 'buffer' });
    expect(Buffer.from(shown.stdout)).toEqual(data);
    expect((await run('sha256', file)).stdout).toBe(createHash('sha256').update(data).digest('hex'));
  });

  it.each(['cat', 'sha256'])('end with 1 where there is no file: %s', async (script) => {
    for (const missing of ['/nowhere', '/tmp', ''])
      expect(await run(script, missing)).toMatchObject({ exitCode: 1, stdout: '' });
  });
});

describe('path', () => {
  it('keeps the PATH, and adds folders that are there behind it', async () => {
    const home = await tempFolder();
    await mkdir(path.join(home, '.nix-profile/bin'), { recursive: true });
    const script = `. ${path.join(scriptsFolder(), 'path.sh')}; printf '%s|%s' "$PATH" "\${folder-}"`;
    const env = { HOME: home, USER: 'ada', PATH: '/usr/bin:/bin' };
    const { stdout } = await execa('sh', ['-c', script], { env, extendEnv: false });
    expect(stdout).toMatch(new RegExp(`^/usr/bin:/bin:${home}/.nix-profile/bin(:[^|]+)?\\|$`));
  });
});

it('sha256 ends with the connection', async () => {
  const folder = await tempFolder();
  const file = path.join(folder, 'image');
  await writeFile(file, '');
  await writeFile(path.join(folder, 'sha256sum'), '#!/bin/sh\nexec sleep 1000\n', { mode: 0o755 });
  const text = `PATH=${folder}:$PATH; . '${at('state')}'; . '${at('sha256')}'`;
  const ended = await execa('sh', ['-c', text, 'x', file], { reject: false, stdin: 'ignore', timeout: 20_000 });
  expect(ended).toMatchObject({ exitCode: 1, timedOut: false, stdout: '' });
});

describe('probe', () => {
  const destination = { user: null, host: 'pi', port: null, keyFile: null };

  /** A folder of programs that stand in for a machine's. */
  async function machine(programs: Readonly<Record<string, string>>): Promise<string> {
    const folder = await tempFolder();
    for (const [name, text] of Object.entries(programs))
      await writeFile(path.join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return folder;
  }

  async function probe(programs: Readonly<Record<string, string>>): Promise<string> {
    const folder = await machine(programs);
    const env = { PATH: `${folder}:/usr/bin:/bin`, HOME: path.join(folder, 'home') };
    const text = `. '${at('state')}'; . '${at('probe')}'`;
    const { stdout, exitCode } = await execa('sh', ['-c', text], { env, extendEnv: false, stdin: 'pipe' });
    expect(exitCode).toBe(0);
    return stdout;
  }

  const DF = `printf 'Filesystem 1024-blocks Used Available Capacity Mounted on\\n//nas/my share 1000 1 4711 2%% /a b\\n'`;

  it('tells what a machine says of itself', async () => {
    const nix = `case "$*" in
  --version) echo 'nix (Nix) 2.24.1' ;;
  *" config show") printf 'access-tokens = github.com=secret\\nsandbox = false\\nbuilders = \\nsystem = aarch64-linux\\n' ;;
  *) exit 1 ;;
esac`;
    const uname = 'echo Linux aarch64';
    const text = await probe({ uname, nix, 'nix-store': '', git: 'echo git version 2.39.5', df: DF });
    const lines = text.split('\n');
    expect(lines).toContain('config.system=aarch64-linux');
    expect(text).not.toContain('secret');
    expect(lines).toContain('git=git version 2.39.5');
    expect(lines).toContain('nix-store=yes');
    expect(parseReport(destination, text)).toMatchObject({
      kernel: 'Linux aarch64',
      nix: { version: '2.24.1' },
      config: { system: 'aarch64-linux', sandbox: false, builders: '', trustedUsers: [] },
      store: { freeBytes: 4711 * 1024 },
      state: { freeBytes: 4711 * 1024 },
    });
  });

  it('asks an older Nix in its own words', async () => {
    const nix = `case "$*" in
  --version) echo 'nix (Nix) 2.8.0' ;;
  *" show-config") printf 'system = x86_64-linux\\nextra-platforms = i686-linux aarch64-linux' ;;
  *) echo "error: 'config' is not a recognised command" >&2; exit 1 ;;
esac`;
    const report = parseReport(destination, await probe({ nix }));
    expect(report).toMatchObject({ nix: { version: '2.8.0' }, config: { system: 'x86_64-linux' } });
  });

  it('ends with the connection', async () => {
    const folder = await machine({ uname: 'exec sleep 1000', df: 'exec sleep 1000' });
    const env = { PATH: `${folder}:/usr/bin:/bin`, HOME: folder };
    const text = `. '${at('state')}'; . '${at('probe')}'`;
    await execa('sh', ['-c', text], { env, extendEnv: false, stdin: 'ignore', timeout: 20_000 });
  });

  it('says less where less is there', async () => {
    const report = parseReport(destination, await probe({ nix: 'exit 1', df: 'exit 1', uname: 'exit 1' }));
    expect(report).toEqual({ destination, kernel: null, nix: null, config: null, store: null, state: null });
  });
});
