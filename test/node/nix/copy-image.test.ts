import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyImage, writeSparse } from '../../../src/node/nix/copy-image.ts';
import { partialName } from '../../../src/node/nix/partials.ts';

const signal = new AbortController().signal;
let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'nixberry-copy-'))));
afterEach(() => rm(dir, { recursive: true, force: true }));

/** 9 MiB and some, with a hole in the middle and one at the end. */
async function makeImage(): Promise<string> {
  const path = join(dir, 'from.img');
  const data = Buffer.alloc((9 << 20) + 1000);
  data.fill(1, 0, 100_000);
  data.fill(2, 5 << 20, (5 << 20) + 10);
  await writeFile(path, data);
  await chmod(path, 0o444);
  return path;
}

describe('copyImage', () => {
  it('copies every byte, gives the copy to its owner, and leaves holes for zeros', async () => {
    const [from, to] = [await makeImage(), join(dir, 'to.img')];
    await copyImage(from, to, { signal });
    expect((await readFile(to)).equals(await readFile(from))).toBe(true);
    const { mode, blocks } = await stat(to);
    expect(mode & 0o777).toBe(0o644);
    expect(blocks * 512).toBeLessThan(1 << 20);
  });

  it('gives it its name when it is whole, and takes away what a killed process has left', async () => {
    const [from, to] = [await makeImage(), join(dir, 'to.img')];
    const child = execa('true');
    const { pid = 0 } = child;
    await child;
    await writeFile(partialName(to).replace(/\d+$/, String(pid)), 'half');
    const names: string[][] = [];
    await copyImage(from, to, { signal, onProgress: () => names.push(readdirSync(dir)) });
    expect(new Set(names.flat())).toEqual(new Set(['from.img', partialName('to.img')]));
    expect(await readdir(dir)).toEqual(['from.img', 'to.img']);
  });

  it('refuses to overwrite, and leaves what is there as it is', async () => {
    const [from, to] = [await makeImage(), join(dir, 'to.img')];
    await writeFile(to, 'precious');
    await expect(copyImage(from, to, { signal })).rejects.toMatchObject({
      code: 'target-exists',
      facts: { device: to },
    });
    expect(await readFile(to, 'utf8')).toBe('precious');
  });

  it('leaves nothing behind when it is cancelled or fails', async () => {
    const from = await makeImage();
    const cancelled = copyImage(from, join(dir, 'to.img'), { signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const nowhere = copyImage(from, join(dir, 'none', 'to.img'), { signal });
    await expect(nowhere).rejects.toMatchObject({ code: 'copy-failed', facts: { reason: 'ENOENT' } });
    expect(await readdir(dir)).toEqual(['from.img']);
  });
});

describe('writeSparse', () => {
  it('writes any data at any offset as it is', async () => {
    const data = fc.uint8Array({ minLength: 1, maxLength: 200_000, size: 'max' });
    await fc.assert(
      fc.asyncProperty(data, fc.nat(100_000), fc.nat(150_000), async (bytes, offset, zeros) => {
        const path = join(dir, 'sparse');
        const expected = Buffer.concat([bytes, Buffer.alloc(zeros)]);
        const file = await open(path, 'w+');
        await writeSparse(file, expected, offset);
        await file.truncate(offset + expected.length);
        await file.close();
        expect((await readFile(path)).subarray(offset).equals(expected)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
