import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { appendKnownHost, knownHostsFile } from '../../../src/node/ssh/known-hosts.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('the file for host keys', () => {
  const fileIn = (value: string): string | null =>
    knownHostsFile(
      `host pi\nuserknownhostsfile ${value}\nglobalknownhostsfile /etc/ssh/ssh_known_hosts\n`,
      '/home/ada',
    );

  it.each([
    ['/home/ada/.ssh/known_hosts /home/ada/.ssh/known_hosts2', '/home/ada/.ssh/known_hosts'],
    ['/tmp/known', '/tmp/known'],
    ['/Users/Ada L/.ssh/known_hosts /Users/Ada L/.ssh/known_hosts2', '/Users/Ada L/.ssh/known_hosts'],
    ['/Users/Ada L/known', '/Users/Ada L/known'],
    ['~/.ssh/known_hosts ~/.ssh/known_hosts2', '/home/ada/.ssh/known_hosts'],
    ['none', null],
    ['/dev/null', null],
    ['/dev/null /tmp/known', null],
  ])('of %s is %s', (value, file) => {
    expect(fileIn(value)).toBe(file);
  });

  it('is none when ssh does not say', () => {
    expect(knownHostsFile('', '/home/ada')).toBeNull();
  });
});

describe('a key that is added', () => {
  it('makes the file and its folder, for their owner alone', async () => {
    const file = path.join(await tempFolder(), 'home/.ssh/known_hosts');
    await appendKnownHost(file, 'pi ssh-ed25519 AAAA');
    expect(await readFile(file, 'utf8')).toBe('pi ssh-ed25519 AAAA\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['one\n', 'one\nnew\n'],
    ['one', 'one\nnew\n'],
    ['', 'new\n'],
    ['one\n\n', 'one\n\nnew\n'],
  ])('stands behind %j', async (before, after) => {
    const file = path.join(await tempFolder(), 'known_hosts');
    await writeFile(file, before, { mode: 0o644 });
    await appendKnownHost(file, 'new');
    expect(await readFile(file, 'utf8')).toBe(after);
    // It is the person's: its mode stays.
    expect((await stat(file)).mode & 0o777).toBe(0o644);
  });

  it('follows a link, as ssh does', async () => {
    const folder = await tempFolder();
    await mkdir(path.join(folder, 'dotfiles'));
    await writeFile(path.join(folder, 'dotfiles/known'), '');
    await symlink('dotfiles/known', path.join(folder, 'known_hosts'));
    await appendKnownHost(path.join(folder, 'known_hosts'), 'new');
    expect(await readFile(path.join(folder, 'dotfiles/known'), 'utf8')).toBe('new\n');
  });
});
