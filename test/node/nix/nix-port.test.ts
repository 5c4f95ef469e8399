import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findImage } from '../../../src/core/nix/image.ts';
import { findNix } from '../../../src/node/nix/find-nix.ts';
import { createNixPort } from '../../../src/node/nix/nix-port.ts';
import { descendantsOf } from '../../../src/node/nix/processes.ts';

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'nixberry-nix-'))));
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A program in place of nix: what a test is about is what we do with a process, not what Nix does. */
async function program(script: string): Promise<string> {
  const path = join(dir, 'nix');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const never = new AbortController().signal;

async function pidIn(name: string): Promise<number> {
  const path = join(dir, name);
  while (!existsSync(path) || (await readFile(path, 'utf8')) === '') await sleep(10);
  return Number(await readFile(path, 'utf8'));
}

/** One that has ended, but that nobody has asked after, still has its number. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat !== null && !stat.includes(') Z ');
}

describe('run', () => {
  it('hands on the arguments as they are, the lines as they come, the exit code and the output', async () => {
    const nix = createNixPort({
      program: await program('echo one >&2; printf "%s|" "$@"; printf "two\\r\\nend" >&2; exit 3'),
    });
    const lines: string[] = [];
    const exit = await nix.run(['a b', '$(c)', '"'], { signal: never, onLine: (line) => lines.push(line) });
    expect(lines).toEqual(['one', 'two\r', 'end'].map((line) => line.replace('\r', '')));
    expect(exit).toEqual({ code: 3, stdout: 'a b|$(c)|"|', stderr: lines });
  });

  it('has no code for a Nix that a signal ended', async () => {
    const nix = createNixPort({ program: await program('kill -9 $$') });
    expect((await nix.run([], { signal: never })).code).toBeNull();
  });

  it('says so when it cannot be run, or there is none', async () => {
    await expect(createNixPort({ program: join(dir, 'none') }).run([], { signal: never })).rejects.toThrow('none');
    expect(findNix({ path: dir, home: dir, user: null })).not.toBe(join(dir, 'nix'));
    const path = await program('');
    expect(findNix({ path: `:relative:${dir}`, home: null, user: null })).toBe(path);
  });

  it('does not start for a signal that is aborted already', async () => {
    const nix = createNixPort({ program: await program(`touch ${dir}/started`) });
    await expect(nix.run([], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(join(dir, 'started'))).toBe(false);
  });

  it('interrupts it when cancelled, and waits until it has cleaned up', async () => {
    const script = `trap 'sleep 0.3; touch ${dir}/clean; exit 1' INT; echo $$ > ${dir}/pid; while :; do sleep 0.05; done`;
    const nix = createNixPort({ program: await program(script) });
    const controller = new AbortController();
    const run = nix.run([], { signal: controller.signal });
    await pidIn('pid');
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(join(dir, 'clean'))).toBe(true);
  });

  it('ends a builder in a session of its own that outlives an interrupted Nix', async () => {
    const script = `setsid sh -c 'trap "" INT; echo $$ > ${dir}/builder; while :; do sleep 1; done' & exec sleep 60`;
    const nix = createNixPort({ program: await program(script) });
    const controller = new AbortController();
    const run = nix.run([], { signal: controller.signal });
    const builder = await pidIn('builder');
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(await isRunning(builder)).toBe(false);
  });

  it('kills one that does not listen, with what it started', { timeout: 20_000 }, async () => {
    const script = `trap '' INT; setsid sh -c 'echo $$ > ${dir}/builder; exec sleep 60' & while :; do sleep 0.1; done`;
    const nix = createNixPort({ program: await program(script) });
    const run = nix.run(['build'], { signal: never, timeoutMs: 300 });
    const builder = await pidIn('builder');
    await expect(run).rejects.toMatchObject({ code: 'nix-timeout', facts: { command: 'nix build', ms: 300 } });
    expect(await isRunning(builder)).toBe(false);
  });
});

describe('descendantsOf', () => {
  it('finds children of children, and nothing of others', async () => {
    const nix = createNixPort({ program: await program(`sh -c 'echo $$ > ${dir}/child; sleep 60; :'; :`) });
    const controller = new AbortController();
    const run = nix.run([], { signal: controller.signal });
    const child = await pidIn('child');
    const pids = (await descendantsOf(process.pid)).map(({ pid }) => pid);
    expect(pids).toContain(child);
    expect(pids).not.toContain(process.pid);
    expect(pids).not.toContain(1);
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('findImage, on real folders', () => {
  const nix = createNixPort();
  const put = async (...names: string[]): Promise<void> => {
    for (const name of names) {
      await mkdir(join(dir, name, '..'), { recursive: true });
      await writeFile(join(dir, name), 'image');
    }
  };

  it.each(['sd-image/nixos.img.zst', 'sd-image/nixos.img', 'nixos.img.gz', 'sd-image/a.img.xz'])(
    'finds %s',
    async (name) => {
      await put(name, 'nix-support/hydra-build-products', 'sd-image/notes.txt');
      expect(await findImage(nix, dir)).toEqual({ path: join(dir, name), bytes: 5 });
    },
  );

  it('takes a result that is the image itself', async () => {
    await put('x-pi.img');
    expect(await findImage(nix, join(dir, 'x-pi.img'))).toEqual({ path: join(dir, 'x-pi.img'), bytes: 5 });
  });

  it('does not choose between two, and takes nothing else for an image', async () => {
    await put('notes.txt', 'sd-image/readme');
    await expect(findImage(nix, dir)).rejects.toMatchObject({ code: 'no-image-built', facts: { storePath: dir } });
    await expect(findImage(nix, join(dir, 'notes.txt'))).rejects.toMatchObject({ code: 'no-image-built' });
    await put('sd-image/b.img', 'sd-image/a.img');
    await expect(findImage(nix, dir)).rejects.toMatchObject({
      code: 'several-images-built',
      facts: { names: 'sd-image/a.img, sd-image/b.img' },
    });
  });
});
