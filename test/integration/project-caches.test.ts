import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { OFFERED_CACHES } from '../../src/core/nix/caches.ts';
import type { CliEnd } from '../cli/run-cli.ts';
import { jsonLines } from '../cli/run-cli.ts';
import { useProject } from './project-support.ts';

const URL = 'https://cache.example.org';
const KEY = `cache.example.org-1:${Buffer.alloc(32, 3).toString('base64')}`;

const project = useProject();
beforeEach(() => project.make(project.pis));

/** `nixberry caches`, by somebody who has accepted nothing elsewhere. */
function caches(...args: string[]): Promise<CliEnd> {
  return project.run(['caches', project.pis, ...args], { XDG_DATA_HOME: path.join(project.root, 'data') });
}

async function listed(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout, code } = await caches(...args, '--json');
  expect(code).toBe(0);
  return jsonLines(stdout)[0] as Record<string, unknown>;
}

const inFile = async (): Promise<unknown> =>
  JSON.parse(await readFile(path.join(project.pis, 'nixberry.json'), 'utf8')) as unknown;

describe('the caches of a project', () => {
  test('are none at first, and two are known by name', async () => {
    expect(await listed()).toMatchObject({ caches: [], changed: false, offered: [...OFFERED_CACHES] });
    const { stdout } = await caches();
    expect(stdout).toContain('names no binary caches');
    expect(stdout).toMatch(/^nixos-raspberrypi +https:\/\/nixos-raspberrypi\.cachix\.org: /m);
  });

  test('are added by name, or by address and key, and removed', async () => {
    const [offered] = OFFERED_CACHES;
    expect(await listed('--add', 'nixos-raspberrypi')).toMatchObject({ changed: true });
    const both = { changed: true, caches: [offered, { name: null, url: URL, key: KEY, accepted: true }] };
    expect(await listed('--add', `${URL}/`, '--key', KEY)).toMatchObject(both);
    expect(await inFile()).toMatchObject({
      format: 2,
      caches: [
        { url: offered?.url, key: offered?.key },
        { url: URL, key: KEY },
      ],
    });
    expect(await listed('--add', URL, '--key', KEY)).toMatchObject({ ...both, changed: false });
    await caches('--remove', 'nixos-raspberrypi');
    expect(await listed('--remove', URL)).toMatchObject({ caches: [], changed: true });
    expect(await inFile()).toMatchObject({ format: 1 });
  });

  test('outlive other changes', async () => {
    await caches('--add', 'nix-community');
    await project.run(['set', project.pis, 'greenhouse', 'release=unstable', '--yes']);
    await project.run(['upgrade', project.pis, '--yes']);
    expect(await listed()).toMatchObject({ caches: [{ name: 'nix-community' }] });
    expect(await inFile()).toMatchObject({ release: 'unstable' });
  });

  test('of somebody else wait until they are accepted', async () => {
    await caches('--add', URL, '--key', KEY);
    const other = { XDG_DATA_HOME: path.join(project.root, 'other') };
    const { stdout } = await project.run(['caches', project.pis], other);
    expect(stdout).toContain(`nixberry caches ${project.pis} --accept`);
    await project.run(['caches', project.pis, '--accept'], other);
    expect((await project.run(['caches', project.pis], other)).stdout).not.toContain('--accept');
  });
});

describe('what is no cache', () => {
  test.each([
    [['--add', 'no-such'], 'No cache is known by the name no-such.'],
    [['--add', URL], 'needs the public key'],
    [['--add', URL, '--key', 'hunter2'], 'This is not the public key of a cache.'],
    [['--add', URL, '--key', `a:${Buffer.alloc(64, 9).toString('base64')}`], 'This is the secret key of a cache.'],
    [['--add', 'https://ada:hunter2@example.org', '--key', KEY], 'There is a password or a token'],
    [['--add', `${URL}?token=hunter2`, '--key', KEY], 'token cannot be a parameter'],
    [['--add', 'rsync://example.org', '--key', KEY], 'no caches that begin with rsync:'],
    [['--remove', URL], 'does not name the cache'],
    [['--key', KEY], '--key is the key of a cache'],
  ])('%j is refused', async (args, words) => {
    const { code, stdout, stderr } = await caches(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/hunter2|CQkJ/);
    expect(await inFile()).not.toHaveProperty('caches');
  });
});

test('a project whose own files know no caches is upgraded first', async () => {
  const file = path.join(project.pis, 'hosts.nix');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('projectFormat = 2', 'projectFormat = 1'));
  const { code, stderr } = await caches('--add', 'nix-community');
  expect(code).toBe(2);
  expect(stderr).toContain('its hosts.nix does not know of caches yet');
  expect(stderr).toContain(`nixberry upgrade ${project.pis}`);
  await project.run(['upgrade', project.pis, '--yes', '--overwrite-edited']);
  expect((await caches('--add', 'nix-community')).code).toBe(0);
});

test('a slip in the file is named', async () => {
  await writeFile(
    path.join(project.pis, 'nixberry.json'),
    JSON.stringify({ format: 2, release: '26.05', caches: [{ url: URL, key: 'x' }] }, null, 2),
  );
  const { code, stderr } = await caches();
  expect(code).toBe(2);
  expect(stderr).toContain('nixberry.json:7:7: caches[0].key: This is not the public key of a binary cache.');
});
