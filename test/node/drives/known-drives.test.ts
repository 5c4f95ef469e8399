import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Drive } from '../../../src/core/drives/drive.ts';
import { createKnownDrives } from '../../../src/node/drives/known-drives.ts';
import { aDrive } from '../../core/drives/a-drive.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** As many as are remembered. */
const MAX_DRIVES = 200;

function stick(serial: string | null): Drive {
  return aDrive({ model: 'Ultra', serial });
}

async function memory(): Promise<string> {
  return join(await tempFolder(), 'nixberry', 'known-drives.json');
}

describe('createKnownDrives', () => {
  it('knows a drive in a later run, and no other', async () => {
    const file = await memory();
    expect(await createKnownDrives(file).isKnown(stick('4C53A'))).toBe(false);
    await createKnownDrives(file).remember(stick('4C53A'));
    expect(await createKnownDrives(file).isKnown(stick('4C53A'))).toBe(true);
    expect(await createKnownDrives(file).isKnown(stick('4C53B'))).toBe(false);
  });

  it('forgets', async () => {
    const drives = createKnownDrives(await memory());
    await drives.remember(stick('4C53A'));
    await drives.remember(stick('4C53B'));
    await drives.forget(stick('4C53A'));
    expect(await drives.isKnown(stick('4C53A'))).toBe(false);
    expect(await drives.isKnown(stick('4C53B'))).toBe(true);
  });

  it('never knows a drive without a serial', async () => {
    const file = await memory();
    const drives = createKnownDrives(file);
    await drives.remember(stick(null));
    await drives.forget(stick(null));
    expect(await drives.isKnown(stick(null))).toBe(false);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('makes no file to forget what it does not know', async () => {
    const file = await memory();
    await createKnownDrives(file).forget(stick('4C53A'));
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it("tells no serial or model, and is this person's alone", async () => {
    const file = await memory();
    await createKnownDrives(file).remember(stick('4C53A'));
    expect(await readFile(file, 'utf8')).not.toMatch(/4C53A|Ultra/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{', '[]', '{"version":2,"drives":[]}', '{"version":1,"drives":[{"id":"x","at":"y"}]}'])(
    'a file with %s knows nothing, and is replaced',
    async (content) => {
      const file = await memory();
      await mkdir(join(file, '..'));
      await writeFile(file, content);
      const drives = createKnownDrives(file);
      expect(await drives.isKnown(stick('4C53A'))).toBe(false);
      await drives.remember(stick('4C53A'));
      expect(await drives.isKnown(stick('4C53A'))).toBe(true);
    },
  );

  it('lets the drive go that was not seen for the longest time', async () => {
    const file = await memory();
    const drives = createKnownDrives(file);
    for (let at = 0; at < MAX_DRIVES; at++) await drives.remember(stick(`S${at}x`));
    await drives.remember(stick('S0x'));
    await drives.remember(stick('one more'));
    expect(await drives.isKnown(stick('S0x'))).toBe(true);
    expect(await drives.isKnown(stick('S1x'))).toBe(false);
    expect(await drives.isKnown(stick('S2x'))).toBe(true);
  });

  it('two at once leave a whole file, with what one of them has noted at least', async () => {
    const file = await memory();
    await Promise.all(['A1', 'B2', 'C3'].map((serial) => createKnownDrives(file).remember(stick(serial))));
    const known = await Promise.all(['A1', 'B2', 'C3'].map((serial) => createKnownDrives(file).isKnown(stick(serial))));
    expect(known).toContain(true);
    expect(await readdir(join(file, '..'))).toEqual(['known-drives.json']);
  });

  it('a folder that cannot be made or read stops nobody', async () => {
    const file = await memory();
    await writeFile(join(file, '..'), 'a file in the way');
    const drives = createKnownDrives(file);
    await drives.remember(stick('4C53A'));
    await drives.forget(stick('4C53A'));
    expect(await drives.isKnown(stick('4C53A'))).toBe(false);
  });
});
