import { expect, it, test } from 'vitest';
import { findHolders } from '../../src/linux/find-holders.ts';
import { loop } from './recorded-devices.ts';
import { sysfsTree } from './sysfs-tree.ts';

const MOUNT = '/media/u/My card';
const MAP = '7f2c1a000000-7f2c1a021000 r--p 00000000 08:01 131                        ';

function aProcess(name: string, links: Readonly<Record<string, string>>, maps = '') {
  return { namespace: 'mnt:[1]', links, files: { comm: `${name}\n`, maps } };
}

test.each([
  ['its working folder', { cwd: MOUNT }, ''],
  ['its program', { exe: `${MOUNT}/bin/tool` }, ''],
  ['an open file', { 'fd/3': `${MOUNT}/notes.txt` }, ''],
  ['an open file that was removed', { 'fd/3': `${MOUNT}/notes.txt (deleted)` }, ''],
  ['a mapped file', { cwd: '/' }, `${MAP}${MOUNT}/lib.so\n`],
])('a process holds a mount by %s', async (_, links, maps) => {
  const env = await sysfsTree({ processes: { 4711: aProcess('gimp', links, maps) } });
  expect(findHolders(MOUNT, env)).toEqual([{ pid: 4711, name: 'gimp' }]);
});

it('does not take a folder whose name begins the same, a pipe or anonymous memory for the mount', async () => {
  const links = { cwd: `${MOUNT}2`, exe: '/usr/bin/gimp', 'fd/1': 'pipe:[12345]', 'fd/3': '/home/u/notes.txt' };
  const maps = `${MAP}${MOUNT}2/lib.so\n7ffd1000-7ffd2000 rw-p 00000000 00:00 0 [stack]\n`;
  const env = await sysfsTree({ processes: { 4711: aProcess('gimp', links, maps) } });
  expect(findHolders(MOUNT, env)).toEqual([]);
});

it('names a loop device that shows a file of the mount', async () => {
  const env = await sysfsTree({ devices: { loop3: loop(3, `${MOUNT}/old.img`), loop4: loop(4, '/srv/x') } });
  expect(findHolders(MOUNT, env)).toEqual([{ pid: 0, name: 'loop3' }]);
});
