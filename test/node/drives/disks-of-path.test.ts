import { expect, it } from 'vitest';
import { disksOfPath } from '../../../src/node/drives/disks-of-path.ts';
import { driveOfRecord } from '../../../src/node/drives/drive-of-record.ts';
import { parseRecords } from '../../../src/node/drives/drivelist-records.ts';

function drives(...records: readonly (readonly [device: string, ...mounts: string[]])[]) {
  return parseRecords(
    records.map(([device, ...mounts]) => ({ device, mountpoints: mounts.map((path) => ({ path })) })),
  ).map(driveOfRecord);
}

const MAC = drives(
  ['/dev/disk0', '/', '/System/Volumes/Data'],
  ['/dev/disk4', '/Volumes/NO NAME'],
  ['/dev/disk5', '/Volumes/NO'],
  ['/dev/disk6'],
);
const WINDOWS = drives(['\\\\.\\PhysicalDrive0', 'C:\\'], ['\\\\.\\PhysicalDrive1', 'D:\\', 'E:\\']);

it.each([
  ['/Users/ada/a.img', ['disk0']],
  ['/Volumes/NO NAME/a.img', ['disk4']],
  ['/volumes/no name/A.IMG', ['disk4']],
  ['/Volumes/NO/a.img', ['disk5']],
  ['/Volumes/NO NAMES/a.img', ['disk0']],
])('%s lies on %j', (path, names) => {
  expect(disksOfPath(path, MAC)).toEqual(names);
});

it.each([
  ['C:\\Users\\ada\\a.img', ['\\\\.\\PhysicalDrive0']],
  ['e:\\a.img', ['\\\\.\\PhysicalDrive1']],
  ['E:/a.img', ['\\\\.\\PhysicalDrive1']],
  ['F:\\a.img', []],
])('%s lies on %j', (path, names) => {
  expect(disksOfPath(path, WINDOWS)).toEqual(names);
});

it('names a container and the disk below it', () => {
  expect(disksOfPath('/Volumes/X/a', drives(['/dev/disk3', '/Volumes/X'], ['/dev/disk4', '/Volumes/X']))).toEqual([
    'disk3',
    'disk4',
  ]);
});
