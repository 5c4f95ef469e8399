import { rm } from 'node:fs/promises';
import { describe, expect, it, test } from 'vitest';
import { readAllMounts } from '../../src/linux/namespaces.ts';
import { readDrive } from '../../src/linux/read-drive.ts';
import { usbStick } from './recorded-devices.ts';
import { mountLine, sysfsTree, type TreeSpec } from './sysfs-tree.ts';

const root = mountLine(1, '254:0', '/', 'ext4 /dev/vda rw');

async function pathsOn(spec: TreeSpec) {
  const drive = await readDrive('/dev/sda', await sysfsTree({ devices: usbStick, ...spec }));
  return drive?.mounts.map(({ path, forPerson }) => `${path} ${forPerson ? 'person' : 'system'}`);
}

describe('mounts of other namespaces', () => {
  it('count, though we see nothing of them', async () => {
    const hidden = mountLine(90, '8:2', '/data', 'ext4 /dev/sda2 rw');
    expect(await pathsOn({ mounts: [root], processes: { 77: { namespace: 'mnt:[2]', mounts: [hidden] } } })).toEqual([
      '/data system',
    ]);
  });

  it('are the container’s where they look like the person’s', async () => {
    const hidden = mountLine(90, '8:2', '/media/u/A', 'ext4 /dev/sda2 rw');
    expect(await pathsOn({ mounts: [root], processes: { 77: { namespace: 'mnt:[2]', mounts: [hidden] } } })).toEqual([
      '/media/u/A system',
    ]);
  });

  it('are the person’s as copies of what we see', async () => {
    const own = mountLine(50, '8:2', '/media/u/A', 'ext4 /dev/sda2 rw');
    const copy = mountLine(90, '8:2', '/media/u/A', 'ext4 /dev/sda2 rw');
    const spec = { mounts: [root, own], processes: { 77: { namespace: 'mnt:[2]', mounts: [copy] } } };
    expect(await pathsOn(spec)).toEqual(['/media/u/A person']);
  });

  it('are read for each root folder of a namespace, and each mount once', async () => {
    const own = mountLine(50, '8:2', '/srv/jail/data', 'ext4 /dev/sda2 rw');
    const other = mountLine(91, '8:1', '/jail', 'vfat /dev/sda1 rw');
    const env = await sysfsTree({
      mounts: [root, own],
      processes: {
        77: { namespace: 'mnt:[1]', root: '/srv/jail', mounts: [mountLine(50, '8:2', '/data', 'ext4 /dev/sda2 rw')] },
        78: { namespace: 'mnt:[2]', root: '/jail', mounts: [] },
        79: { namespace: 'mnt:[2]', root: '/', mounts: [other] },
        80: { namespace: 'mnt:[2]', root: '/', mounts: [mountLine(92, '8:1', '/never-read', 'vfat /dev/sda1 rw')] },
      },
    });
    expect(readAllMounts(env).foreign.map(({ path }) => path)).toEqual(['/jail']);
  });

  it('are read from the next process when one is gone', async () => {
    const hidden = mountLine(90, '8:2', '/data', 'ext4 /dev/sda2 rw');
    const env = await sysfsTree({
      mounts: [root],
      processes: { 77: { namespace: 'mnt:[2]' }, 78: { namespace: 'mnt:[2]', mounts: [hidden] } },
    });
    await rm(`${env.proc}/77/mountinfo`);
    expect(readAllMounts(env).foreign.map(({ path }) => path)).toEqual(['/data']);
  });

  it('cannot be left out when our own are not readable', async () => {
    const env = await sysfsTree({ devices: usbStick, mounts: [root] });
    await rm(`${env.proc}/self/mountinfo`);
    await expect(readDrive('/dev/sda', env)).rejects.toThrow('mounts of this system cannot be read');
  });
});

describe('made for the person', () => {
  const udisks = 'SRC=/dev/sda1 TARGET=/srv/my\\040stick ROOT=/ OPTS=uhelper=udisks2\n';
  test.each([
    ['/media/u/A', '', 'person'],
    ['/media/A', '', 'person'],
    ['/run/media/u/A', '', 'person'],
    ['/media', '', 'system'],
    ['/run/media', '', 'system'],
    ['/mediathek/A', '', 'system'],
    ['/run/mediaX/A', '', 'system'],
    ['/mnt/media/A', '', 'system'],
    ['/srv/my\\040stick', udisks, 'person'],
    ['/srv/my\\040stick', udisks.replace('udisks2', 'udisks22'), 'system'],
    ['/srv/my\\040stick', 'SRC=x TARGET=/srv/my\\040stick OPTS=x-note=uhelper=udisks2', 'system'],
    ['/srv/my', udisks, 'system'],
  ])('%s with %j: %s', async (path, utab, whose) => {
    const shown = path.replace('\\040', ' ');
    const mounts = [root, mountLine(5, '8:1', path, 'vfat /dev/sda1 rw')];
    expect(await pathsOn({ mounts, utab })).toEqual([`${shown} ${whose}`]);
  });
});
