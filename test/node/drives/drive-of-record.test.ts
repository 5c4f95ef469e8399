import { expect, it, test } from 'vitest';
import { driveSchema } from '../../../src/core/drives/drive.ts';
import { judge } from '../../../src/core/drives/judge.ts';
import { driveOfRecord } from '../../../src/node/drives/drive-of-record.ts';
import { parseRecords } from '../../../src/node/drives/drivelist-records.ts';
import { RECORDS } from './drivelist-records.ts';

function driveOf(record: unknown) {
  const [parsed] = parseRecords([record]);
  return driveSchema.parse(driveOfRecord(parsed!));
}

test.each([
  ['macSystem', 'nvme', false, ['system', 'in-use', 'fixed']],
  ['macUsbRoot', 'usb', true, ['system']],
  ['macStick', 'usb', true, []],
  ['macCard', 'sd', true, []],
  ['macDiskImage', 'virtual', true, ['virtual']],
  ['windowsSystem', 'nvme', false, ['system', 'in-use', 'fixed']],
  ['windowsStick', 'usb', true, []],
  ['windowsEmptyReader', 'usb', true, ['no-medium']],
] as const)('%s', (name, bus, removable, refusals) => {
  const drive = driveOf(RECORDS[name]);
  expect(drive).toMatchObject({ bus, removable, device: RECORDS[name]['device' as never] });
  expect(judge(drive, null, { allowVirtual: false, allowFixed: false }).refusals.map(({ code }) => code)).toEqual(
    refusals,
  );
});

it('keeps what a person should see', () => {
  expect(driveOf(RECORDS.macStick)).toMatchObject({
    model: 'SanDisk Ultra Media',
    bytes: 31_914_983_424,
    mounts: [{ path: '/Volumes/NO NAME', forPerson: true }],
  });
  expect(driveOf(RECORDS.macSystem).logicalBlockBytes).toBe(4096);
  expect(driveOf(RECORDS.windowsStick).mounts.map(({ forPerson }) => forPerson)).toEqual([true, true]);
});

it('refuses what it is told nothing of', () => {
  const { refusals } = judge(driveOf({ device: '/dev/disk9', size: 1e9 }), null, {
    allowVirtual: true,
    allowFixed: true,
  });
  expect(refusals.map(({ code }) => code)).toEqual(['in-use', 'read-only']);
});

it('throws for a list of another form', () => {
  expect(() => parseRecords([{ name: 'x' }])).toThrow();
  expect(() => parseRecords({})).toThrow();
});
