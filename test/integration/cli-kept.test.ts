import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { KeptImage } from '../../src/core/kept/record.ts';
import { jsonLines, useCli } from '../cli/run-cli.ts';
import { useKeptStore } from './kept-store.ts';

const cli = useCli();
const { env, folder, kept, roots, keep, forget, collectGarbage } = await useKeptStore();
beforeEach(forget);

describe('nixberry images', () => {
  test('lists them, prunes them, and says what is broken', async () => {
    const images: KeptImage[] = [];
    for (const version of ['26.06.1', '26.06.2', '26.06.3']) images.push(await keep(version));
    const [oldest, middle, newest] = images;
    if (!oldest || !middle || !newest) throw new Error('three were kept');
    await roots.unkeep([middle.id, `${middle.id}-system`]);
    await collectGarbage();
    await writeFile(join(folder, 'ffffffff.json'), '{"format": 2}');

    const listed = await cli.run(['images', '--json'], env);
    expect({ code: listed.code, line: jsonLines(listed.stdout)[0] }).toMatchObject({
      code: 0,
      line: {
        type: 'images',
        folder,
        images: [
          { id: newest.id, name: 'greenhouse', state: 'here', path: newest.imagePath, sha256: newest.sha256 },
          { id: middle.id, state: 'gone' },
          { id: oldest.id, state: 'here' },
        ],
        skipped: [{ file: join(folder, 'ffffffff.json'), reason: 'newer' }],
      },
    });
    const words = await cli.run(['images'], env);
    expect(words.code).toBe(0);
    expect(words.stdout).toMatch(/^id +host +built +took +size$/m);
    expect(words.stdout).toContain('collected as garbage');
    expect(words.stderr).toContain('newer Nixberry');

    const pruned = await cli.run(['images', '--prune', '--keep', '1', '--json'], env);
    expect({ code: pruned.code, line: jsonLines(pruned.stdout)[0] }).toMatchObject({
      code: 0,
      line: {
        ...{ type: 'images-pruned', stays: [], freedBytes: 0, storeBytes: oldest.bytes },
        removed: [{ id: middle.id }, { id: oldest.id }],
      },
    });
    expect((await readdir(folder)).sort()).toEqual(
      [newest.id, `${newest.id}-system`, `${newest.id}.json`, 'ffffffff.json'].sort(),
    );
    await collectGarbage();
    expect(images.map(({ imagePath }) => existsSync(imagePath))).toEqual([false, false, true]);
    expect((await cli.run(['images', '--prune'], env)).stdout).toContain('Nothing to remove');
    expect(await cli.run(['images', '--keep', '1'], env)).toMatchObject({ code: 2, stdout: '' });
    expect(await cli.run(['images', '--prune', '--keep', '0'], env)).toMatchObject({ code: 2, stdout: '' });
  });

  test('leaves what is on a machine that it cannot ask, and says so', async () => {
    const image = await keep('26.06.4');
    // Its machine is gone for good, and so it does not matter whether it can be asked.
    const there = { place: 'store:ssh-ng://nobody@nixberry.invalid', destination: 'nobody@nixberry.invalid' };
    for (const [order, id] of ['11111111', '22222222'].entries()) await kept.write({ ...image, ...there, id, order });
    const { code, stdout, stderr } = await cli.run(['images', '--prune', '--keep', '1', '--json'], env);
    expect(code).toBe(9);
    expect(jsonLines(stdout)[0]).toMatchObject({ removed: [], stays: [{ id: '11111111', name: 'greenhouse' }] });
    expect(stderr).toContain('nobody@nixberry.invalid');
    expect((await kept.list()).images).toHaveLength(3);
  });

  test('without a folder has nothing to say', async () => {
    const { code, stdout } = await cli.run(['images'], env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('No image is kept yet') as string });
    expect(existsSync(folder)).toBe(false);
  });
});

describe('nixberry diff', () => {
  test('says what differs', async () => {
    const older = await keep('26.07.1');
    const newer = await keep('26.07.2', '6.12.50', 200);
    const names: readonly (readonly [string, string])[] = [
      ['greenhouse~1', 'greenhouse'],
      [older.id.slice(0, 6), newer.id],
      [older.systemPath ?? '', newer.storePath],
      [join(folder, older.id), newer.imagePath],
    ];
    for (const [a, b] of names) {
      const { code, stdout } = await cli.run(['diff', a, b, '--json'], env);
      expect({ a, code, line: jsonLines(stdout)[0] }).toMatchObject({
        ...{ a, code: 0 },
        line: {
          before: { system: older.systemPath },
          after: { system: newer.systemPath },
          changes: [
            { kind: 'nixos', before: ['26.07.1'], after: ['26.07.2'], bytes: null },
            { kind: 'kernel', name: 'linux', before: ['6.12.41'], after: ['6.12.50'], bytes: 102_400 },
          ],
        },
      });
      const line = jsonLines(stdout)[0];
      if (line?.type !== 'diff') throw new Error('no diff');
      expect((line.after.closureBytes ?? 0) - (line.before.closureBytes ?? 0)).toBe(102_400);
    }
    const words = await cli.run(['diff', 'greenhouse~1', 'greenhouse'], env);
    expect(words.stdout).toMatch(/^kernel +linux +\+102 kB +6\.12\.41 -> 6\.12\.50$/m);
    expect((await cli.run(['diff', 'greenhouse', newer.id], env)).stdout).toContain('the same system');
  });

  test('explains why it cannot', async () => {
    const image = await keep('26.07.3');
    const diff = async (b: string) => {
      const { code, stderr } = await cli.run(['diff', 'greenhouse', b], env);
      return { code, stderr };
    };
    expect(await diff('barn')).toEqual({
      code: 2,
      stderr: expect.stringContaining('No kept image is called barn') as string,
    });
    expect(await diff('greenhouse~1')).toEqual({
      code: 2,
      stderr: expect.stringContaining('one image of it is kept') as string,
    });
    expect(await diff('./nowhere')).toMatchObject({ code: 2 });
    await kept.write({ ...image, id: '11111111', order: 0, systemPath: null });
    expect(await diff('11111111')).toEqual({ code: 2, stderr: expect.stringContaining('is not known') as string });
    const lost = image.systemPath?.replace(/[0-9a-z]{32}/, 'a'.repeat(32)) ?? '';
    await kept.write({ ...image, id: '22222222', order: 0, systemPath: lost });
    expect(await diff('22222222')).toEqual({
      code: 2,
      stderr: expect.stringContaining('collected as garbage') as string,
    });
    await kept.write({ ...image, id: '33333333', order: 0, destination: 'ada@big' });
    expect(await diff('33333333')).toEqual({
      code: 2,
      stderr: expect.stringContaining('the other on ada@big') as string,
    });
    expect(JSON.parse(await readFile(join(folder, `${image.id}.json`), 'utf8'))).toEqual(image);
  });
});
