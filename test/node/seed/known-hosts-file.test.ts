import { execa } from 'execa';
import { appendFileSync } from 'node:fs';
import { chown, lstat, mkdir, readFile, readdir, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeKnownHosts } from '../../../src/node/seed/known-hosts-file.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const add = (text: string): string => `${text}new\n`;

describe('a known_hosts that is changed', () => {
  it('is made with its folder, for their owner alone', async () => {
    const file = path.join(await tempFolder(), 'home/.ssh/known_hosts');
    expect(await changeKnownHosts(file, add)).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('new\n');
    expect((await stat(file)).mode & 0o7777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o7777).toBe(0o700);
  });

  it('keeps its mode, and bytes that are no UTF-8', async () => {
    const folder = await tempFolder();
    const file = path.join(folder, 'known_hosts');
    const before = Buffer.from([0x23, 0xff, 0xc3, 0x0a]);
    await writeFile(file, before, { mode: 0o640 });
    expect(await changeKnownHosts(file, add)).toBe(true);
    expect(await readFile(file)).toEqual(Buffer.concat([before, Buffer.from('new\n')]));
    expect((await stat(file)).mode & 0o7777).toBe(0o640);
    expect(await readdir(folder)).toEqual(['known_hosts']);
  });

  it('is left alone when it stays as it is, also where it is not', async () => {
    const file = path.join(await tempFolder(), 'none/known_hosts');
    expect(await changeKnownHosts(file, (text) => text)).toBe(false);
    expect(await readdir(path.dirname(path.dirname(file)))).toEqual([]);
  });

  it.each(['there', 'not there'])('is what a link leads to, when that is %s', async (what) => {
    const folder = await tempFolder();
    await mkdir(path.join(folder, 'dotfiles'));
    await symlink('dotfiles/known', path.join(folder, 'known_hosts'));
    if (what === 'there') await writeFile(path.join(folder, 'dotfiles/known'), 'old\n');
    await changeKnownHosts(path.join(folder, 'known_hosts'), add);
    expect(await readlink(path.join(folder, 'known_hosts'))).toBe('dotfiles/known');
    expect(await readFile(path.join(folder, 'dotfiles/known'), 'utf8')).toBe(what === 'there' ? 'old\nnew\n' : 'new\n');
    expect(await readdir(path.join(folder, 'dotfiles'))).toEqual(['known']);
  });

  it.runIf(process.getuid?.() === 0)('keeps its owner', async () => {
    const file = path.join(await tempFolder(), 'known_hosts');
    await writeFile(file, 'old\n');
    await chown(file, 12_345, 12_346);
    await changeKnownHosts(file, add);
    const { uid, gid } = await lstat(file);
    expect([uid, gid]).toEqual([12_345, 12_346]);
  });

  it('keeps what somebody else has added meanwhile', async () => {
    const folder = await tempFolder();
    const file = path.join(folder, 'known_hosts');
    await writeFile(file, 'old\n');
    let calls = 0;
    await changeKnownHosts(file, (text) => {
      if (calls++ === 0) appendFileSync(file, 'theirs\n');
      return add(text);
    });
    expect(await readFile(file, 'utf8')).toBe('old\ntheirs\nnew\n');
    expect(calls).toBe(2);
  });

  it('is given up when it never stays the same', async () => {
    const folder = await tempFolder();
    const file = path.join(folder, 'known_hosts');
    const error = await appErrorOf(
      changeKnownHosts(file, (text) => {
        appendFileSync(file, 'theirs\n');
        return add(text);
      }),
    );
    expect([error.code, error.facts]).toEqual(['known-hosts-failed', { file, detail: 'EBUSY' }]);
    expect(await readdir(folder)).toEqual(['known_hosts']);
  });

  it.runIf(process.getuid?.() === 0)('is not when it is a device, also behind a link', async () => {
    const folder = await tempFolder();
    const [device, link] = [path.join(folder, 'null'), path.join(folder, 'known_hosts')];
    // The same as /dev/null, which is nobody's to try this with.
    await execa('mknod', [device, 'c', '1', '3']);
    await symlink('null', link);
    for (const file of [device, link]) {
      const error = await appErrorOf(changeKnownHosts(file, add));
      expect([error.code, error.facts]).toEqual(['known-hosts-failed', { file, detail: 'irregular' }]);
    }
    expect((await lstat(device)).isCharacterDevice()).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(['known_hosts', 'null']);
  });

  it('is not when it is no file, and nobody waits for it to be one', async () => {
    const file = path.join(await tempFolder(), 'known_hosts');
    await execa('mkfifo', [file]);
    expect((await appErrorOf(changeKnownHosts(file, (text) => text))).facts).toEqual({ file, detail: 'irregular' });
    expect((await lstat(file)).isFIFO()).toBe(true);
  });

  it('is not when it is a folder', async () => {
    const file = path.join(await tempFolder(), 'known_hosts');
    await mkdir(file);
    expect((await appErrorOf(changeKnownHosts(file, add))).facts).toEqual({ file, detail: 'EISDIR' });
  });
});
