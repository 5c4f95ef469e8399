import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isBelow, mountOfPath, parseMountinfo, unescapeOctal } from '../../src/linux/mountinfo.ts';
import { mountLine } from './sysfs-tree.ts';

describe('parseMountinfo', () => {
  it('reads every field, with none or several optional ones', () => {
    const text = [
      '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard',
      '36 27 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:3 propagate_from:2 - ext3 /dev/root rw,errors=continue',
      '',
    ].join('\n');
    expect(parseMountinfo(text)).toEqual([
      { id: 27, number: '254:0', root: '/', path: '/', fsType: 'ext4', source: '/dev/vda', superOptions: 'rw,discard' },
      {
        id: 36,
        number: '98:0',
        root: '/mnt1',
        path: '/mnt2',
        fsType: 'ext3',
        source: '/dev/root',
        superOptions: 'rw,errors=continue',
      },
    ]);
  });

  it('undoes octal escapes, in UTF-8 paths too', () => {
    const [mount] = parseMountinfo(
      mountLine(1, '8:1', '/media/u/My\\040Ökö\\134disk\\011x\\012y', 'vfat /dev/sda1 rw'),
    );
    expect(mount?.path).toBe('/media/u/My Ökö\\disk\tx\ny');
  });

  it('is not misled by a dash as a source or in a path', () => {
    const [mount] = parseMountinfo('40 27 0:40 / /a\\040-\\040b rw - tmpfs - rw');
    expect(mount).toMatchObject({ path: '/a - b', fsType: 'tmpfs', source: '-' });
  });

  it('takes an empty source', () => {
    expect(parseMountinfo('40 27 0:40 / /a rw - tmpfs  rw')[0]).toMatchObject({ source: '', superOptions: 'rw' });
  });

  test.each(['nonsense', '27 1 254:0 / / rw,relatime', '27 1 254:0 / - ext4'])('refuses %j', (line) => {
    expect(() => parseMountinfo(line)).toThrow('mountinfo');
  });
});

test('unescapeOctal gives back whatever the kernel escaped', () => {
  fc.assert(
    fc.property(fc.string(), (path) => {
      const escaped = path.replace(/[ \t\n\\]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
      expect(unescapeOctal(escaped)).toBe(path);
    }),
  );
});

describe('mountOfPath', () => {
  const mounts = parseMountinfo(
    [
      mountLine(1, '8:1', '/', 'ext4 /dev/sda1 rw'),
      mountLine(2, '8:2', '/media/a', 'ext4 /dev/sda2 rw'),
      mountLine(3, '8:3', '/media/ab', 'ext4 /dev/sda3 rw'),
      mountLine(4, '8:4', '/media/a', 'ext4 /dev/sda4 rw'),
    ].join('\n'),
  );
  test.each([
    ['/etc/fstab', 1],
    ['/media/ab/file', 3],
    ['/media/abc', 1],
    ['/media/a', 4],
    ['/media/a/deep/file', 4],
  ])('%s is on mount %d', (path, id) => {
    expect(mountOfPath(mounts, path)?.id).toBe(id);
  });

  it('knows nothing without mounts', () => {
    expect(mountOfPath([], '/etc')).toBeNull();
  });
});

test.each([
  ['/media/a', '/media/a', true],
  ['/media/a/b', '/media/a', true],
  ['/media/ab', '/media/a', false],
  ['/anything', '/', true],
  ['/', '/media', false],
])('isBelow(%s, %s) is %s', (path, folder, expected) => {
  expect(isBelow(path, folder)).toBe(expected);
});
