import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { judge } from '../../src/core/drives/judge.ts';
import { probeFileSystems } from '../../src/node/drives/blkid.ts';
import { createDrives } from '../../src/node/drives/drives.ts';
import { loopDrive, run } from './drives-support.ts';

const ALLOWED = { allowVirtual: true, allowFixed: false };
/** It takes some 10 ms; a processor that others use is no fault of ours. */
const PROBE_MS = 150;

it('tells what is on a drive, with udev or without it', async () => {
  const [old, empty] = [loopDrive(), loopDrive()];
  run('mkfs.ext4', '-q', '-L', 'old card', old);
  const drives = createDrives();
  const inspected = await drives.inspect(old);
  expect(inspected).toMatchObject({ contentKnown: true, fsType: 'ext4', label: 'old card' });
  expect(judge(inspected, null, ALLOWED).warnings.map(({ code }) => code)).toEqual(['has-data']);
  expect(await drives.inspect(empty)).toMatchObject({ contentKnown: true, fsType: null, label: null });
  const list = await drives.list({ all: true, usbBoot: false });
  expect(list.find(({ device }) => device === old)).toMatchObject({ contentKnown: true, fsType: 'ext4' });
});

it('does not know of a drive with two file systems, nor of a node that is not there; the others are told', async () => {
  const [both, fat, old, empty] = [loopDrive(), loopDrive(), loopDrive(), loopDrive()];
  for (const device of [old, both]) run('mkfs.ext4', '-q', device);
  run('mkfs.vfat', fat);
  // ext4 leaves its first KiB free: the boot sector of a FAT fits in.
  run('dd', `if=${fat}`, `of=${both}`, 'bs=512', 'count=1', 'conv=notrunc', 'status=none');
  // blkid itself would end at the first device on which it finds nothing.
  const systems = await probeFileSystems([both, empty, '/dev/nixberry-not-there', old]);
  expect([...systems].map(([name, { fsType }]) => [name, fsType])).toEqual([
    [basename(empty), null],
    [basename(old), 'ext4'],
  ]);
});

it('probes several drives in a moment', async () => {
  const devices = [loopDrive(), loopDrive(), loopDrive()];
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    expect((await probeFileSystems(devices)).size).toBe(3);
    times.push(performance.now() - start);
  }
  expect(Math.min(...times)).toBeLessThan(PROBE_MS);
});
