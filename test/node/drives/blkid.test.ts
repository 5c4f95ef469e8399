import fc from 'fast-check';
import { expect, it, test, vi } from 'vitest';
import { parseBlkid, probeFileSystems } from '../../../src/node/drives/blkid.ts';

/** util-linux 2.38, `-p -o export` of three devices; the second has a partition table only. */
const RECORDED = String.raw`DEVNAME=/dev/loop0
LABEL=my\ card\'s
UUID=9e9f16ff-8f7c-4f54-a60c-f009a32e85cd
VERSION=1.0
TYPE=ext4
USAGE=filesystem

DEVNAME=/dev/sda
PTUUID=8a25b2b1
PTTYPE=dos

DEVNAME=/dev/cciss/c0d0
TYPE=xfs
`;

it('reads each device by its kernel name', () => {
  expect([...parseBlkid(RECORDED)]).toEqual([
    ['loop0', { fsType: 'ext4', label: "my card's" }],
    ['sda', { fsType: null, label: null }],
    ['cciss!c0d0', { fsType: 'xfs', label: null }],
  ]);
});

test('never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => parseBlkid(text).size >= 0));
});

test('without root, and without blkid, nothing is known of a device', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1000);
  expect((await probeFileSystems(['/dev/null'])).size).toBe(0);
  vi.spyOn(process, 'getuid').mockReturnValue(0);
  vi.stubEnv('PATH', '/not/there');
  try {
    expect((await probeFileSystems(['/dev/null'])).size).toBe(0);
  } finally {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  }
});
