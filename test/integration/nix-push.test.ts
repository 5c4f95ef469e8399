import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { cacheOptions } from '../../src/core/nix/caches.ts';
import type { BuildEvent } from '../../src/core/nix/events.ts';
import { parsePush, type PushTarget } from '../../src/core/nix/push-target.ts';
import { assertPushable, pushBuilt, type Pushed } from '../../src/core/nix/push.ts';
import { createNixPort } from '../../src/node/nix/nix-port.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { buildReal, makeFlake } from './nix-flake.ts';

/** As root without Nix's own users. */
const OPTIONS = ['--option', 'build-users-group', ''];
const signal = new AbortController().signal;

let flake: Awaited<ReturnType<typeof makeFlake>>;
let storePath: string;
beforeAll(async () => {
  flake = await makeFlake();
  const { end } = await buildReal({ flakeRef: `path:${flake.dir}`, outLink: path.join(flake.dir, 'result') });
  storePath = end?.type === 'done' ? (end.result.storePath ?? '') : '';
  expect(storePath).not.toBe('');
});
afterAll(() => flake.remove());

let dir: string;
beforeEach(async () => {
  dir = await tempFolder();
  return () => vi.unstubAllEnvs();
});

async function push(
  ...targets: readonly PushTarget[]
): Promise<{ readonly pushed: readonly Pushed[]; readonly events: readonly BuildEvent[] }> {
  const events: BuildEvent[] = [];
  const run = { nix: createNixPort(), place: null, targets, storePath, options: OPTIONS, clock: performance, signal };
  const pushed = await pushBuilt({ ...run, emit: (event) => events.push(event) });
  return { pushed, events };
}

/**
 * Builds the flake in a store of its own, as another machine would. How many derivations it set out to build
 * there (where they fail: a store with a root of its own has no shell).
 */
async function buildElsewhere(root: string, options: readonly string[]): Promise<number> {
  const { events } = await buildReal({
    flakeRef: `path:${flake.dir}`,
    options: [...OPTIONS, '--option', 'substituters', '', ...options, '--store', `local?root=${root}`],
  });
  const counts = events.flatMap((event) => (event.type === 'progress' ? [event.progress.builds] : []));
  return Math.max(0, ...counts.map(({ done, running, failed }) => done + running + failed));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.map((name) => name.replace(/^[0-9a-z]{32}-/, '')).sort();
}

describe('what was built, pushed to a cache in a folder', () => {
  it('is there with what it was built from, and no machine that asks the cache builds it again', async () => {
    const [secret, key] = [path.join(dir, 'cache.secret'), path.join(dir, 'cache.key')];
    await execa('nix-store', ['--generate-binary-cache-key', 'pis-1', secret, key, ...OPTIONS]);
    const target = parsePush(`file://${dir}/cache?secret-key=${secret}`);
    await assertPushable([target], { nix: createNixPort(), place: null, signal });
    const { pushed, events } = await push(target);
    expect(pushed).toMatchObject([{ paths: 2, failure: null }]);
    const infos = (await readdir(path.join(dir, 'cache'))).filter((name) => name.endsWith('.narinfo'));
    const texts = await Promise.all(infos.map((name) => readFile(path.join(dir, 'cache', name), 'utf8')));
    expect(texts.map((text) => /^StorePath: \S*-(\w+)$/m.exec(text)?.[1]).sort()).toEqual(['card', 'part']);
    expect(events.filter(({ type }) => type === 'note')).toMatchObject([{ code: 'pushing' }, { code: 'pushed' }]);

    const cache = { url: `file://${dir}/cache`, key: (await readFile(key, 'utf8')).trim() };
    const root = path.join(dir, 'machine');
    expect(await buildElsewhere(root, cacheOptions([cache]))).toBe(0);
    expect(await namesIn(path.join(root, 'nix/store'))).toContain('card');
  });

  it('is not taken from there with another key', async () => {
    const [secret, key] = [path.join(dir, 'cache.secret'), path.join(dir, 'cache.key')];
    await execa('nix-store', ['--generate-binary-cache-key', 'pis-1', secret, key, ...OPTIONS]);
    await push(parsePush(`file://${dir}/cache?secret-key=${secret}`));
    const cache = { url: `file://${dir}/cache`, key: `pis-1:${Buffer.alloc(32).toString('base64')}` };
    const root = path.join(dir, 'machine');
    expect(await buildElsewhere(root, cacheOptions([cache]))).toBe(1);
    expect(await namesIn(path.join(root, 'nix/store'))).not.toContain('card');
  });
});

it('what was built can be pushed to another store, which has it then', async () => {
  const { pushed } = await push({ kind: 'store', url: `local?root=${dir}` });
  expect(pushed).toMatchObject([{ paths: 2, failure: null }]);
  expect((await namesIn(path.join(dir, 'nix/store'))).filter((name) => !name.startsWith('.'))).toEqual([
    'card',
    'part',
  ]);
});

describe('a push that fails', () => {
  it('says why, and the image is still there', async () => {
    await writeFile(path.join(dir, 'file'), '');
    const target = parsePush(`file://${dir}/file/cache`);
    await expect(assertPushable([target], { nix: createNixPort(), place: null, signal })).rejects.toMatchObject({
      ...{ code: 'push-unreachable', facts: { detail: expect.stringMatching(/not a directory/i) as string } },
    });
    const { pushed } = await push(target);
    expect(pushed[0]?.failure).toMatchObject({ code: 'push-failed', facts: { to: `file://${dir}/file/cache` } });
    expect(pushed[0]?.failure?.facts.detail).toMatch(/not a directory/i);
    expect(await readdir(storePath)).toEqual(['sd-image']);
  });

  it('for want of cachix says so before anything is built', async () => {
    vi.stubEnv('PATH', '/usr/bin:/bin');
    await expect(
      assertPushable([parsePush('cachix:my-pis')], { nix: createNixPort(), place: null, signal }),
    ).rejects.toMatchObject({
      code: 'cachix-missing',
    });
  });
});

/** Cachix is a service and its program comes from nixpkgs, neither of which is here: this one says what it was asked. */
it('cachix gets the name of the cache and the paths', async () => {
  const bin = path.join(dir, 'bin');
  await mkdir(bin);
  await writeFile(path.join(bin, 'cachix'), `#!/bin/sh\nprintf '%s\\n' "$@" >> ${dir}/asked\necho Pushing >&2\n`);
  await chmod(path.join(bin, 'cachix'), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env.PATH ?? ''}`);
  const target = parsePush('cachix:my-pis');
  await assertPushable([target], { nix: createNixPort(), place: null, signal });
  const { pushed, events } = await push(target);
  expect(pushed).toEqual([{ to: 'cachix:my-pis', paths: 2, failure: null }]);
  const [version, ...asked] = (await readFile(path.join(dir, 'asked'), 'utf8')).trim().split('\n');
  expect(version).toBe('--version');
  expect(asked.slice(0, 2)).toEqual(['push', 'my-pis']);
  expect(asked.slice(2)).toContain(storePath);
  expect(asked).toHaveLength(4);
  expect(events).toContainEqual({ type: 'message', level: 'info', text: 'Pushing' });
});
