import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { jsonLines, useCli, type CliEnd, type CliRun } from '../run-cli.ts';

const cli = useCli();
const CONSOLES = path.resolve('test/fixtures/boot-consoles');

let dir: string;
/** A path in the test's own folder. */
const at = (name: string): string => path.join(dir, name);

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'nixberry-boot-test-'));
  for (const name of ['bin', 'tmp']) await mkdir(at(name));
  await copyFile(path.resolve(import.meta.dirname, 'fake-qemu.mjs'), at('bin/qemu-system-aarch64'));
  await chmod(at('bin/qemu-system-aarch64'), 0o755);
  await writeFile(at('u-boot.bin'), '');
  // With the signature of a boot sector, so that it counts as an image.
  const image = Buffer.alloc(1 << 20);
  image.set([0x55, 0xaa], 510);
  await writeFile(at('pi.img'), image);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const envOf = (more: Readonly<Record<string, string>>): Record<string, string> => ({
  PATH: `${at('bin')}:${process.env.PATH ?? ''}`,
  TMPDIR: at('tmp'),
  FAKE_NOTES: at('notes'),
  ...more,
});

const startTest = (args: readonly string[], env: Readonly<Record<string, string>> = {}): CliRun =>
  cli.start(['boot-test', at('pi.img'), '--u-boot', at('u-boot.bin'), ...args], envOf(env));

async function bootTest(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliEnd> {
  const { exit, stdout, stderr } = startTest(args, env);
  return { code: await exit, stdout: stdout(), stderr: stderr() };
}

/** What the stand-in for QEMU has noted. */
async function notes(): Promise<readonly { pid?: number; argv?: readonly string[]; typed?: string }[]> {
  const text = await readFile(at('notes'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { pid?: number });
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('an image that boots', () => {
  test('is told with the time, and what was not tested; nothing stays', async () => {
    const before = await readFile(at('pi.img'));
    const { code, stdout, stderr } = await bootTest([], { FAKE_CONSOLE: path.join(CONSOLES, 'login.raw.txt') });
    expect([code, stderr]).toEqual([0, expect.stringContaining('Not tested: the Pi’s own firmware')]);
    expect(stdout).toMatch(/pi\.img booted to a login in \d.*\sm?s \(pi-abc123 login:\)/);
    expect(await readdir(at('tmp'))).toEqual([]);
    expect(Buffer.compare(await readFile(at('pi.img')), before)).toBe(0);
  });

  test('with --json has its phases, its consoles and its result as lines', async () => {
    const { code, stdout } = await bootTest(['--json', '--until', 'somewhere else'], {
      FAKE_CONSOLE: path.join(CONSOLES, 'silent.txt'),
      FAKE_VIRTIO: 'Welcome\nsomewhere else',
    });
    const lines = jsonLines(stdout);
    expect(code).toBe(0);
    expect(lines.flatMap((line) => (line.type === 'boot-phase' ? [line.phase] : []))).toEqual([
      'copying',
      'u-boot',
      'kernel',
    ]);
    expect(lines).toContainEqual({ type: 'boot-console', from: 'virtio', line: 'Welcome' });
    expect(lines.at(-1)).toMatchObject({ type: 'booted', image: at('pi.img'), line: 'somewhere else' });
  });

  test('gets the key that U-Boot waits for, and the memory that was asked for', async () => {
    const run = startTest(['--memory', '2G'], { FAKE_CONSOLE: path.join(CONSOLES, 'silent.txt') });
    await vi.waitFor(
      async () => expect((await notes()).some(({ typed }) => typed?.includes('boot;'))).toBe(true),
      10_000,
    );
    run.child.kill('SIGINT');
    expect(await run.exit).toBe(130);
    expect((await notes())[0]?.argv?.join(' ')).toContain('-m 2048M');
  });
});

describe('an image that does not boot', () => {
  test('ends with 4, the end of its console and where the whole is', async () => {
    const { code, stderr } = await bootTest([], { FAKE_CONSOLE: path.join(CONSOLES, 'not-aarch64.txt') });
    expect(code).toBe(4);
    expect(stderr).toContain('its kernel is none for 64-bit ARM');
    expect(stderr).toContain('EFI boot manager: Cannot load any image');
    const log = /in (\S+console\.txt)/.exec(stderr)?.[1] ?? '';
    expect(await readFile(log, 'utf8')).toContain('Bad Linux ARM64 Image magic!');
    // Of the card's copy nothing is left.
    expect(await readdir(at('tmp'))).toEqual([path.basename(path.dirname(log))]);
  });

  test('is told by time alone when it says nothing', async () => {
    const { code, stdout } = await bootTest(['--timeout', '1', '--json'], {
      FAKE_CONSOLE: path.join(CONSOLES, 'silent.txt'),
    });
    expect(code).toBe(4);
    const error = jsonLines(stdout).at(-1);
    expect(error).toMatchObject({ type: 'error', code: 'boot-failed', reason: 'silent', detail: 'ttyS1, tty0' });
    const [qemu] = await notes();
    expect(isThere(qemu?.pid ?? 0)).toBe(false);
  });
});

describe('what keeps it from being tested', () => {
  test('no QEMU: 2, and how to get it', async () => {
    const { code, stderr } = await bootTest([], { PATH: '' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/qemu-system-aarch64.* not found[^]*apt-get install qemu-system-arm u-boot-qemu/);
  });

  test('no U-Boot where it was said to be', async () => {
    const { code, stderr } = await bootTest(['--u-boot', at('none.bin')]);
    expect(code).toBe(2);
    expect(stderr).toContain(`U-Boot is not at ${at('none.bin')}`);
  });

  test('a QEMU that fails, in its own words', async () => {
    const { code, stderr } = await bootTest([], { FAKE_CODE: '1' });
    expect(code).toBe(1);
    expect(stderr).toContain('no such machine');
    expect(await readdir(at('tmp'))).toEqual([]);
  });

  test('a damaged image: 8, and no machine is started', async () => {
    await writeFile(at('pi.img'), Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 1, 2, 3, 4]));
    const { code } = await bootTest([]);
    expect(code).toBe(8);
    expect(await notes()).toEqual([]);
    expect(await readdir(at('tmp'))).toEqual([]);
  });

  test.each([
    ['--memory', '100M'],
    ['--timeout', '0'],
    ['--timeout', '5min'],
    ['--until', ' '],
  ])('%s %s: 2', async (name, value) => {
    expect((await bootTest([name, value])).code).toBe(2);
  });
});

test('Ctrl-C ends the machine and leaves nothing', async () => {
  const run = startTest(['--json'], { FAKE_CONSOLE: path.join(CONSOLES, 'silent.txt') });
  await vi.waitFor(async () => expect(await notes()).not.toEqual([]), 10_000);
  run.child.kill('SIGINT');
  expect(await run.exit).toBe(130);
  expect(jsonLines(run.stdout()).at(-1)).toMatchObject({ type: 'cancelled' });
  const [qemu] = await notes();
  expect(isThere(qemu?.pid ?? 0)).toBe(false);
  expect(await readdir(at('tmp'))).toEqual([]);
});

test('a program that is killed takes its machine along', { skip: process.platform !== 'linux' }, async () => {
  const run = startTest([], { FAKE_CONSOLE: path.join(CONSOLES, 'silent.txt') });
  await vi.waitFor(async () => expect(await notes()).not.toEqual([]), 10_000);
  const [qemu] = await notes();
  run.child.kill('SIGKILL');
  await vi.waitFor(() => expect(isThere(qemu?.pid ?? 0)).toBe(false), 10_000);
});
