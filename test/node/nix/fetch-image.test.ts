import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { errorWords } from '../../../src/cli/error-words.ts';
import { fetchImage } from '../../../src/node/nix/fetch-image.ts';
import { partialName, removePartials } from '../../../src/node/nix/partials.ts';
import { appErrorOf } from '../../support/errors.ts';
import { cutAfter, OTHER, pieces, scriptedSsh, stuckAfter, type ReadScript } from '../../support/scripted-ssh.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sha256, testImage } from '../../support/test-image.ts';

/** What the file system does not do. */
const failing = vi.hoisted(() => ({ link: '', rename: '' }));
const seen = vi.hoisted(() => ({ beforeRename: [] as string[] }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const or = async (code: string, work: () => Promise<void>): Promise<void> => {
    if (code !== '') throw Object.assign(new Error(code), { code });
    await work();
  };
  const link: typeof real.link = (from, to) => or(failing.link, () => real.link(from, to));
  const rename: typeof real.rename = async (from, to) => {
    seen.beforeRename = await real.readdir(dirname(String(to)));
    await or(failing.rename, () => real.rename(from, to));
  };
  return { ...real, link, rename };
});

const PATH = '/nix/store/q-pi/sd-image/pi.img';
/** 5 MiB and some, with a hole in the middle and one at the end. */
const IMAGE = Buffer.concat([testImage(1 << 20), Buffer.alloc(3 << 20), testImage(700_001), Buffer.alloc(1 << 20)]);
const FILE = { destination: OTHER, path: PATH, bytes: IMAGE.length, sha256: sha256(IMAGE) };
const whole: ReadScript = () => pieces(IMAGE, 65_536);
const signal = new AbortController().signal;

let to = '';
beforeEach(async () => {
  failing.link = failing.rename = '';
  to = join(await tempFolder(), 'pi.img');
});

function left(): Promise<string[]> {
  return readdir(dirname(to));
}

it('brings every byte, leaves holes for zeros, and tells how far it is', async () => {
  const told: number[] = [];
  const names: string[][] = [];
  async function* script(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces(IMAGE, 65_536)) {
      names.push(await left());
      yield piece;
    }
  }
  await fetchImage(scriptedSsh(script), FILE, to, { signal, onProgress: (bytes) => told.push(bytes) });
  expect((await readFile(to)).equals(IMAGE)).toBe(true);
  const { mode, blocks, size, nlink } = await stat(to);
  expect([mode & 0o777, size, nlink]).toEqual([0o644, IMAGE.length, 1]);
  expect(blocks * 512).toBeLessThan(2 << 20);
  expect(told.length).toBeGreaterThan(4);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(IMAGE.length);
  // Until all of it was there it had another name.
  expect(new Set(names.flat())).toEqual(new Set([partialName('pi.img')]));
  expect(await left()).toEqual(['pi.img']);
});

it.each<[string, ReadScript, string]>([
  ['a connection that breaks', () => cutAfter(IMAGE, 2 << 20), 'remote-lost'],
  ['a file that is shorter', () => pieces(IMAGE.subarray(1)), 'image-changed'],
  ['a file that is longer', () => pieces(Buffer.concat([IMAGE, IMAGE]), 70_000), 'image-changed'],
  ['another file', () => pieces(Buffer.concat([IMAGE.subarray(1), Buffer.from('x')])), 'image-hash-mismatch'],
])('leaves nothing behind after %s', async (_, script, code) => {
  expect((await appErrorOf(fetchImage(scriptedSsh(script), FILE, to, { signal }))).code).toBe(code);
  expect(await left()).toEqual([]);
});

it('leaves nothing behind when it is cancelled, and connects nothing when it is already', async () => {
  const controller = new AbortController();
  const ssh = scriptedSsh((_, reading) => stuckAfter(IMAGE, 2 << 20, reading));
  const fetching = fetchImage(ssh, FILE, to, {
    signal: controller.signal,
    onProgress: (bytes) => {
      if (bytes >= 1 << 20) controller.abort();
    },
  });
  expect((await appErrorOf(fetching)).code).toBe('cancelled');
  expect([await left(), ssh.reading()]).toEqual([[], 0]);
  expect((await appErrorOf(fetchImage(ssh, FILE, to, { signal: controller.signal }))).code).toBe('cancelled');
  expect(ssh.passes()).toBe(1);
});

it('keeps a port that ends early on a cancel from passing for the whole file', async () => {
  const controller = new AbortController();
  const ssh = scriptedSsh(async function* () {
    yield* pieces(IMAGE.subarray(0, 100_000));
    controller.abort();
  });
  expect((await appErrorOf(fetchImage(ssh, FILE, to, { signal: controller.signal }))).code).toBe('cancelled');
  expect(await left()).toEqual([]);
});

describe('what is there already', () => {
  it.each([
    ['a file', () => writeFile(to, 'precious')],
    ['a folder', () => mkdir(to)],
    ['a link to nothing', () => symlink('nowhere', to)],
  ])('stays: %s, and nothing is connected', async (_, make) => {
    await make();
    const ssh = scriptedSsh(whole);
    const error = await appErrorOf(fetchImage(ssh, FILE, to, { signal }));
    expect(error).toMatchObject({ code: 'target-exists', facts: { device: to } });
    expect([ssh.passes(), await left()]).toEqual([0, ['pi.img']]);
  });

  it('stays, also when it came while the image was on its way', async () => {
    const ssh = scriptedSsh(async function* () {
      yield* pieces(IMAGE, 70_000);
      await writeFile(to, 'precious');
    });
    expect((await appErrorOf(fetchImage(ssh, FILE, to, { signal }))).code).toBe('target-exists');
    expect([await readFile(to, 'utf8'), await left()]).toEqual(['precious', ['pi.img']]);
  });
});

it('does not disturb another that brings the same to the same place', async () => {
  const second = scriptedSsh(whole);
  const first = scriptedSsh(async function* () {
    yield* pieces(IMAGE.subarray(0, 3 << 20), 65_536);
    expect((await appErrorOf(fetchImage(second, FILE, to, { signal }))).code).toBe('target-exists');
    yield* pieces(IMAGE.subarray(3 << 20), 65_536);
  });
  await fetchImage(first, FILE, to, { signal });
  expect((await readFile(to)).equals(IMAGE)).toBe(true);
  expect([second.passes(), await left()]).toEqual([0, ['pi.img']]);
});

describe('where a file has one name only, as on FAT', () => {
  beforeEach(() => {
    failing.link = 'EPERM';
  });

  it('it is named when it is whole', async () => {
    await fetchImage(scriptedSsh(whole), FILE, to, { signal });
    expect((await readFile(to)).equals(IMAGE)).toBe(true);
    expect(await left()).toEqual(['pi.img']);
  });

  it('nothing that has come in the meantime is replaced', async () => {
    const ssh = scriptedSsh(async function* () {
      yield* pieces(IMAGE, 70_000);
      await writeFile(to, 'precious');
    });
    expect((await appErrorOf(fetchImage(ssh, FILE, to, { signal }))).code).toBe('target-exists');
    expect([await readFile(to, 'utf8'), await left()]).toEqual(['precious', ['pi.img']]);
  });

  it('no empty file has the name before it is whole', async () => {
    failing.rename = 'EIO';
    seen.beforeRename = [];
    await appErrorOf(fetchImage(scriptedSsh(whole), FILE, to, { signal }));
    expect(seen.beforeRename).toEqual([partialName('pi.img')]);
  });

  it('nothing stays when it cannot be named', async () => {
    failing.rename = 'EIO';
    const error = await appErrorOf(fetchImage(scriptedSsh(whole), FILE, to, { signal }));
    expect(error).toMatchObject({ code: 'copy-failed', facts: { path: to, reason: 'EIO' } });
    expect(await left()).toEqual([]);
  });
});

describe('a place that will not do', () => {
  it('is refused at once when there is not enough room, with what is missing', async () => {
    const ssh = scriptedSsh(whole);
    const bytes = Number.MAX_SAFE_INTEGER;
    const error = await appErrorOf(fetchImage(ssh, { ...FILE, bytes }, to, { signal }));
    expect(error).toMatchObject({ code: 'copy-failed', facts: { path: to, reason: 'ENOSPC' } });
    expect(error.facts.missingBytes).toBeGreaterThan(bytes / 2);
    expect(errorWords(error.code, error.facts)).toEqual({
      message: expect.stringMatching(/: there is no room left, 9 PB more are needed\.$/) as string,
      next: 'Free some space there, or choose another place.',
    });
    expect([ssh.passes(), await left()]).toEqual([0, []]);
  });

  it('is named when its folder is missing', async () => {
    const nowhere = join(to, 'pi.img');
    const error = await appErrorOf(fetchImage(scriptedSsh(whole), FILE, nowhere, { signal }));
    expect(error).toMatchObject({ code: 'copy-failed', facts: { path: nowhere, reason: 'ENOENT' } });
  });

  it('that is full has words without a number, too', () => {
    const facts = { path: 'pi.img', reason: 'ENOSPC', missingBytes: null };
    expect(errorWords('copy-failed', facts).message).toMatch(/: there is no room left\.$/);
  });
});

describe('what killed processes have left', () => {
  let dead = 0;
  beforeEach(async () => {
    const child = execa('true');
    dead = child.pid ?? 0;
    await child;
  });

  /** What a process of this computer, or of another, calls its file. */
  function of(name: string, pid: number, host?: string): string {
    const ours = partialName(name).replace(/\d+$/, String(pid));
    return host === undefined ? ours : ours.replace(/partial-.*(?=-\d+$)/, `partial-${host}`);
  }

  it('goes with the next try for the same file; what is still written stays, and what is not ours', async () => {
    const stay = [of('pi.img', process.ppid), of('other.img', dead), of('pi.img', dead, 'other-host.example.org')];
    const names = [...stay, 'pi.img.partial-x', 'pi.img.partial'];
    for (const name of [of('pi.img', dead), ...names]) await writeFile(join(to, '..', name), 'x');
    await fetchImage(scriptedSsh(whole), FILE, to, { signal });
    expect((await left()).sort()).toEqual(['pi.img', ...names].sort());
  });

  it('goes where an earlier process had our id', async () => {
    const partial = partialName(to);
    await writeFile(partial, 'x');
    const before = new Date(performance.timeOrigin - 1000);
    await utimes(partial, before, before);
    await fetchImage(scriptedSsh(whole), FILE, to, { signal });
    expect(await left()).toEqual(['pi.img']);
  });

  it('goes from a folder of ours whatever its name', async () => {
    for (const name of [of('a.img', dead), of('b.img.zst', dead), of('c.img', process.pid)])
      await writeFile(join(to, '..', name), 'x');
    await mkdir(join(to, '..', of('d.img', dead)));
    await removePartials(dirname(to));
    expect((await left()).sort()).toEqual([of('c.img', process.pid), of('d.img', dead)]);
  });
});
