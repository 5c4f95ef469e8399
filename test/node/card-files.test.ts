import { execFileSync } from 'node:child_process';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cardFiles } from '../../src/node/card-files.ts';
import { appErrorOf } from '../support/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('cardFiles', () => {
  it('reads any piece of a file', async () => {
    const path = join(await tempFolder(), 'card.img');
    await writeFile(path, Buffer.from('0123456789'));
    const card = await cardFiles.open(path);
    try {
      expect(card.bytes).toBe(10);
      expect(Buffer.from(await card.read(3, 4)).toString()).toBe('3456');
      expect(await card.read(10, 0)).toHaveLength(0);
      expect(await appErrorOf(card.read(8, 3))).toMatchObject({ code: 'image-truncated' });
    } finally {
      await card.close();
    }
  });

  it('reads what lies far back', async () => {
    const path = join(await tempFolder(), 'card.img');
    await writeFile(path, '');
    await truncate(path, 2 ** 40);
    const card = await cardFiles.open(path);
    expect(await card.read(2 ** 40 - 2, 2)).toEqual(new Uint8Array(2));
    await card.close();
  });

  it('opens files only, and does not wait for a pipe', async () => {
    const dir = await tempFolder();
    await mkdir(join(dir, 'folder'));
    execFileSync('mkfifo', [join(dir, 'pipe')]);
    for (const [name, code] of [
      ['nothing', 'target-not-found'],
      ['folder', 'refused'],
      ['pipe', 'refused'],
    ] as const)
      expect(await appErrorOf(cardFiles.open(join(dir, name)))).toMatchObject({ code });
    expect(await appErrorOf(cardFiles.open('/dev/null'))).toMatchObject({
      code: 'refused',
      facts: { reason: 'not-a-plain-file' },
    });
  });
});
