import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../support/errors.ts';
import { sleep, until } from '../support/waiting.ts';
import { named, OTHER, useOtherMachine } from './ssh-support.ts';

const world = useOtherMachine();
const signal = new AbortController().signal;

describe('run', () => {
  it.each([0, 1, 42, 254])('brings back exit code %i and both outputs', async (code) => {
    const lines: string[] = [];
    const exit = await world.ssh.run(OTHER, 'stop', [String(code)], { signal, onLine: (line) => lines.push(line) });
    expect(exit).toEqual({ code, stdout: 'out\n', stderr: ['err'] });
    expect(lines).toEqual(['err']);
  });

  it('hands on parameters as they are', async () => {
    const parameters = [
      '',
      "it's",
      'a "b"',
      'line\nfeed\n',
      'back\\slash\\n',
      '$HOME `id` $(id) ${x}',
      '🌿',
      '-e',
      '*',
      '!!',
    ];
    const { stdout } = await world.ssh.run(OTHER, 'look', parameters, { signal });
    expect(stdout.split('\0').slice(0, -1)).toEqual(parameters);
  });

  it('tells each line as it comes', async () => {
    const [out, err]: [string[], string[]] = [[], []];
    const options = { onOutput: (line: string) => out.push(line), onLine: (line: string) => err.push(line) };
    const exit = await world.ssh.run(OTHER, 'follow', [], { signal, ...options });
    expect(exit.stdout).toBe('');
    expect(exit.stderr).toHaveLength(60);
    expect(out).toEqual(Array.from({ length: 2000 }, (_, index) => `o${index}`));
    expect(err).toEqual(Array.from({ length: 2000 }, (_, index) => `e${index}`));
  });

  it('gives 50 MB to a script', async () => {
    const chunk = Buffer.alloc(1 << 16);
    const sent = createHash('sha256');
    async function* input(): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 800; index++) {
        await Promise.resolve();
        // The same memory each time, as readers of files have it.
        chunk.fill(index % 251);
        sent.update(chunk);
        yield chunk;
      }
    }
    const exit = await world.ssh.run(OTHER, 'receive', [], { signal, input: input() });
    expect(exit).toEqual({ code: 7, stdout: `${sent.digest('hex')}  -\n0\n`, stderr: [] });
  });

  it('is not harmed by a script that takes no more', async () => {
    async function* input(): AsyncGenerator<Uint8Array> {
      for (;;) {
        await sleep(1);
        yield Buffer.alloc(1 << 16);
      }
    }
    expect(await world.ssh.run(OTHER, 'start', [], { signal, input: input() })).toMatchObject({ code: 0 });
    await world.quiet();
  });

  it('ends when its input fails', async () => {
    async function* input(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('some');
      await sleep(10);
      throw new Error('the disk failed');
    }
    expect((await appErrorOf(world.ssh.run(OTHER, 'receive', [], { signal, input: input() }))).facts.detail).toBe(
      'the disk failed',
    );
    await world.quiet();
  });

  it.each(['other', 'other-behind'])('is cancelled, and leaves nothing: %s', async (host) => {
    const controller = new AbortController();
    const before = performance.now();
    const running = world.ssh.run(named(host), 'job', [], {
      signal: controller.signal,
      onOutput: () => controller.abort(),
    });
    expect((await appErrorOf(running)).code).toBe('cancelled');
    expect(performance.now() - before).toBeLessThan(5_000);
    await world.quiet();
  });

  it('lets a script know by its stdin that nobody waits any more', async () => {
    const controller = new AbortController();
    const running = world.ssh.run(OTHER, 'keep', ['/root/seen'], { signal: controller.signal, held: true });
    await until('the script to begin', async () => (await world.machine.connections()) > 0);
    await sleep(300);
    expect(await stat(world.machine.path('/root/seen')).catch(() => null)).toBeNull();
    controller.abort();
    expect((await appErrorOf(running)).code).toBe('cancelled');
    await until('the script to notice', () => stat(world.machine.path('/root/seen')).catch(() => null));
  });

  it('is ended when it takes too long', async () => {
    const error = await appErrorOf(world.ssh.run(OTHER, 'job', [], { signal, timeoutMs: 500 }));
    expect(error).toMatchObject({ code: 'remote-timeout', facts: { place: 'other', ms: 500 } });
    await world.quiet();
  });

  it('tells a connection that was cut from a program that was killed', async () => {
    const cut = world.ssh.run(OTHER, 'job', [], { signal, onOutput: () => void world.machine.cut() });
    expect(await appErrorOf(cut)).toMatchObject({ code: 'remote-lost', facts: { place: 'other', reason: null } });
    const killed = await appErrorOf(world.ssh.run(OTHER, 'lock', [], { signal }));
    expect(killed).toMatchObject({ code: 'remote-lost', facts: { reason: 'killed' } });
  });

  it('is not confused by a login shell that talks', async () => {
    const file = world.machine.path('/root/.bashrc');
    await writeFile(file, 'echo "Welcome"; printf "no line feed"; echo oh >&2\n');
    try {
      const exit = await world.ssh.run(OTHER, 'stop', ['3'], { signal });
      expect(exit).toEqual({ code: 3, stdout: 'out\n', stderr: ['oh', 'err'] });
      const [chunks] = [[] as Uint8Array[]];
      for await (const chunk of world.real.read(OTHER, '/root/.bashrc', (await stat(file)).size, signal))
        chunks.push(chunk);
      expect(Buffer.concat(chunks)).toEqual(await readFile(file));
    } finally {
      await writeFile(file, '');
    }
  });

  it('says so when the login shell runs nothing', async () => {
    const file = world.machine.path('/root/.bashrc');
    await writeFile(file, 'echo "This account is not available."; exit 1\n');
    try {
      const error = await appErrorOf(world.ssh.run(OTHER, 'stop', ['3'], { signal }));
      const facts = { reason: 'shell', detail: 'This account is not available.' };
      expect(error).toMatchObject({ code: 'remote-unreachable', facts });
    } finally {
      await writeFile(file, '');
    }
  });
});

it('knows a machine that has no Nix', async () => {
  const { code, stdout } = await world.real.run(OTHER, 'probe', [], { signal, held: true });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^kernel=Linux \w+$/m);
  expect(stdout).toMatch(/^nix-store=no$/m);
  expect(stdout).not.toMatch(/^(nix|config)=/m);
  expect(stdout).toMatch(/^store-path=\/nix\nstore-free-kib=\d+$/m);
  expect(stdout).toMatch(/^state-path=\/root\nstate-free-kib=\d+$/m);
});

it('looks at files and folders, and hashes', async () => {
  await mkdir(world.machine.path('/root/a folder/.hidden'), { recursive: true });
  await writeFile(world.machine.path('/root/a folder/é.img'), 'image');
  const run = (script: 'look' | 'sha256', file: string): Promise<unknown> =>
    world.real.run(OTHER, script, [file], { signal, held: true });
  expect(await run('look', '/root/a folder')).toMatchObject({ code: 0, stdout: 'folder\n.hidden\né.img\n' });
  expect(await run('look', '/root/a folder/é.img')).toMatchObject({ code: 0, stdout: 'file 5\n' });
  const sha256 = createHash('sha256').update('image').digest('hex');
  expect(await run('sha256', '/root/a folder/é.img')).toMatchObject({ code: 0, stdout: `${sha256}\n` });
  expect(await run('sha256', '/root/a folder')).toMatchObject({ code: 1 });
});
