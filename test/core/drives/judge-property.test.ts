import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUSES, DRIVE_KINDS, USE_KINDS, type Drive } from '../../../src/core/drives/drive.ts';
import { judge } from '../../../src/core/drives/judge.ts';

const device = fc.constantFrom('/dev/sda', '/dev/sda1', '/dev/mmcblk0', '/dev/nvme0n1', '/dev/dm-0', '/dev/loop1');
const path = fc.constantFrom('/', '/nix/store', '/home', '/media/u/A', '/run/media/u/B', '/mnt');
const mount = fc.record({ path, device, fsType: fc.string(), forPerson: fc.boolean() });
const fsType = fc.option(fc.constantFrom('ext4', 'vfat', 'zfs_member'));
const label = fc.option(fc.string());
const partition = fc.record({ device, bytes: fc.nat(), fsType, label, mounts: fc.array(path) });

const drive: fc.Arbitrary<Drive> = fc.record({
  device,
  kind: fc.constantFrom(...DRIVE_KINDS),
  bytes: fc.nat(),
  model: fc.string(),
  serial: fc.option(fc.string()),
  bus: fc.constantFrom(...BUSES),
  removable: fc.boolean(),
  readOnly: fc.boolean(),
  logicalBlockBytes: fc.constantFrom(512, 4096),
  number: fc.constant('8:0'),
  diskseq: fc.option(fc.nat()),
  contentKnown: fc.boolean(),
  fsType,
  label,
  mounts: fc.array(mount, { maxLength: 4 }),
  partitions: fc.array(partition, { maxLength: 3 }),
  uses: fc.array(fc.record({ kind: fc.constantFrom(...USE_KINDS), device, by: fc.string() }), { maxLength: 2 }),
});
const image = fc.option(
  fc.record({
    bytes: fc.option(fc.nat()),
    onDisks: fc.array(fc.constantFrom('sda', 'mmcblk0', 'loop1')),
    tableSectorBytes: fc.option(fc.constantFrom(512, 4096)),
    startsLikeDisk: fc.option(fc.boolean()),
  }),
);
const options = fc.record({ allowVirtual: fc.boolean(), allowFixed: fc.boolean() });

test('what is accepted is a whole, writable, unused drive with a medium, whatever was allowed', () => {
  fc.assert(
    fc.property(drive, image, options, (judged, judgedImage, allowed) => {
      const { refusals } = judge(judged, judgedImage, allowed);
      if (refusals.length > 0) return;
      expect(judged.mounts.every(({ forPerson }) => forPerson)).toBe(true);
      expect(judged.uses).toEqual([]);
      expect(judged.readOnly).toBe(false);
      expect(judged.bytes).toBeGreaterThan(0);
      expect(['partition', 'optical', 'other']).not.toContain(judged.kind);
      expect(judgedImage?.bytes ?? 0).toBeLessThanOrEqual(judged.bytes);
      expect(judged.removable || allowed.allowFixed || allowed.allowVirtual).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a permission never adds a refusal', () => {
  fc.assert(
    fc.property(drive, image, (judged, judgedImage) => {
      const strict = judge(judged, judgedImage, { allowVirtual: false, allowFixed: false });
      const lenient = judge(judged, judgedImage, { allowVirtual: true, allowFixed: true });
      expect(strict.refusals).toEqual(expect.arrayContaining([...lenient.refusals]));
    }),
  );
});
