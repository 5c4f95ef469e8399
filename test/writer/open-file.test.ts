import { existsSync } from 'node:fs';
import { chmod, link, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createAbortSwitch } from '../../src/writer/abort.ts';
import { emptyCard, openFile } from '../../src/writer/open-file.ts';
import { appErrorOf } from '../support/errors.ts';
import { fileTarget, type FileTarget } from '../support/headers.ts';
import { tempFolder } from '../support/temp-folder.ts';

const isRoot = process.getuid?.() === 0;

async function openCard(target: FileTarget, imageBytes: number | null = null) {
  const opened = await openFile(target, imageBytes, createAbortSwitch());
  onTestFinished(() => opened.device.close());
  return opened;
}

async function oldCard(): Promise<string> {
  const card = path.join(await tempFolder(), 'card.img');
  await writeFile(card, 'an old card');
  return card;
}

describe('openFile', () => {
  it('does nothing to an old card by opening it: that is the first step of wiping', async () => {
    const card = await oldCard();
    const { device, cardBytes } = await openCard(fileTarget(card, { overwrite: true, cardBytes: 8192 }));
    expect(await readFile(card, 'utf8')).toBe('an old card');
    await emptyCard(device, cardBytes);
    expect((await readFile(card)).equals(Buffer.alloc(8192))).toBe(true);
  });

  it.each([
    [null, null, null],
    [null, 700, 700],
    [5000, 700, 5000],
  ])('of wanted size %s and an image of %s bytes has %s bytes', async (cardBytes, imageBytes, expected) => {
    const card = path.join(await tempFolder(), 'card.img');
    const opened = await openCard(fileTarget(card, { cardBytes }), imageBytes);
    expect(opened.cardBytes).toBe(expected);
    expect(opened.device.bytes).toBe(expected ?? Infinity);
  });

  it('takes no path that is absolute on another system alone', async () => {
    expect(await appErrorOf(openCard(fileTarget('C:/card.img')))).toMatchObject({ code: 'usage' });
    expect(existsSync('C:')).toBe(false);
  });

  it('overwrites nothing that it was not told to', async () => {
    const card = await oldCard();
    expect(await appErrorOf(openCard(fileTarget(card)))).toMatchObject({ code: 'target-exists' });
    expect(await readFile(card, 'utf8')).toBe('an old card');
  });

  it('is for its owner alone when something is laid into it, as a new file and over an old one', async () => {
    const overlays = [{ offset: 0, data: 'AAAA' }];
    const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777;
    const card = await oldCard();
    await chmod(card, 0o664);
    await openCard(fileTarget(`${card}-plain`));
    await openCard(fileTarget(`${card}-new`, { overlays }));
    await openCard(fileTarget(card, { overwrite: true }));
    expect([await modeOf(`${card}-plain`), await modeOf(`${card}-new`), await modeOf(card)]).toEqual([
      ...[0o644, 0o600, 0o664],
    ]);
    await openCard(fileTarget(card, { overwrite: true, overlays }));
    expect(await modeOf(card)).toBe(0o600);
    expect(await readFile(card, 'utf8')).toBe('an old card');
  });

  it('follows no symbolic link, not even one that leads nowhere', async () => {
    const card = await oldCard();
    for (const goal of [card, `${card}-nowhere`]) {
      const name = path.join(path.dirname(card), `link-${path.basename(goal)}`);
      await symlink(goal, name);
      const error = await appErrorOf(openCard(fileTarget(name, { overwrite: true })));
      expect(error).toMatchObject({ code: 'refused', facts: { reason: 'not-a-plain-file' } });
    }
    expect(await readFile(card, 'utf8')).toBe('an old card');
  });

  it('writes neither into folders nor into devices', async () => {
    const folder = await tempFolder();
    await mkdir(path.join(folder, 'sub'));
    for (const name of [path.join(folder, 'sub'), '/dev/null'])
      expect(await appErrorOf(openCard(fileTarget(name, { overwrite: true })))).toMatchObject({
        code: 'refused',
        facts: { reason: 'not-a-plain-file' },
      });
  });

  it('knows a missing folder', async () => {
    const card = path.join(await tempFolder(), 'no', 'card.img');
    expect((await appErrorOf(openCard(fileTarget(card)))).code).toBe('target-not-found');
  });

  it('refuses an image that is larger than the card', async () => {
    const card = await oldCard();
    const error = await appErrorOf(openCard(fileTarget(card, { overwrite: true, cardBytes: 10 }), 11));
    expect(error).toMatchObject({ code: 'image-too-large', facts: { imageBytes: 11, driveBytes: 10 } });
    expect(await readFile(card, 'utf8')).toBe('an old card');
  });

  it.runIf(isRoot)('as root does not write a file that has another name somewhere else', async () => {
    const card = await oldCard();
    const other = `${card}-other-name`;
    await link(card, other);
    expect((await appErrorOf(openCard(fileTarget(other, { overwrite: true })))).code).toBe('permission-denied');
    expect(await readFile(card, 'utf8')).toBe('an old card');
  });

  it.runIf(isRoot).each(['SUDO_UID', 'PKEXEC_UID', 'DOAS_USER'])(
    'opens no file at all with rights that %s says somebody else asked for',
    async (name) => {
      const card = await oldCard();
      vi.stubEnv(name, '1000');
      onTestFinished(() => void vi.unstubAllEnvs());
      for (const path of [card, `${card}-new`])
        expect((await appErrorOf(openCard(fileTarget(path, { overwrite: true })))).code).toBe('permission-denied');
      expect(await readFile(card, 'utf8')).toBe('an old card');
      await expect(readFile(`${card}-new`)).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  it('ends with the first question when it was cancelled', async () => {
    const abort = createAbortSwitch();
    abort.abort();
    const card = path.join(await tempFolder(), 'card.img');
    expect((await appErrorOf(openFile(fileTarget(card), null, abort))).code).toBe('cancelled');
    await expect(readFile(card)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
