import { expect, it } from 'vitest';
import type { Drive } from '../../../src/core/drives/drive.ts';
import { judge } from '../../../src/core/drives/judge.ts';
import { parseApfs, withApfs } from '../../../src/node/drives/apfs.ts';
import { driveOfRecord } from '../../../src/node/drives/drive-of-record.ts';
import { parseRecords } from '../../../src/node/drives/drivelist-records.ts';
import { RECORDS } from './drivelist-records.ts';

/** In the form of `diskutil apfs list -plist`, as plutil makes JSON of it: what we read, and a little more. */
const LIST = JSON.stringify({
  Containers: [
    {
      ContainerReference: 'disk3',
      DesignatedPhysicalStore: 'disk4s2',
      Fusion: false,
      PhysicalStores: [{ DeviceIdentifier: 'disk4s2', Size: 1e11 }],
      Volumes: [{ DeviceIdentifier: 'disk3s1', Name: 'Macintosh HD' }],
    },
    {
      ContainerReference: 'disk12',
      PhysicalStores: [{ DeviceIdentifier: 'disk10s2' }, { DeviceIdentifier: 'disk11s2' }],
    },
  ],
});

function stick(device: string, ...mounts: string[]): Drive {
  const mountpoints = mounts.map((path) => ({ path }));
  const [record] = parseRecords([{ ...RECORDS.macStick, device, mountpoints }]);
  return driveOfRecord(record!);
}

function refusals(drive: Drive | undefined): readonly string[] {
  return judge(drive!, null, { allowVirtual: true, allowFixed: true }).refusals.map(({ code }) => code);
}

it('finds the disks below, also two of them', () => {
  expect(parseApfs(LIST)).toEqual([
    { device: '/dev/disk3', disks: ['/dev/disk4'] },
    { device: '/dev/disk12', disks: ['/dev/disk10', '/dev/disk11'] },
  ]);
});

it.each(['', '{}', '{"Containers":[{"ContainerReference":"disk3"}]}', '{"Containers":[{"PhysicalStores":[]}]}'])(
  'does not guess what another form means: %s',
  (json) => {
    expect(() => parseApfs(json)).toThrow();
  },
);

it('a USB disk that the Mac was started from is the system, though drivelist sees no mount on it', () => {
  const drives = [stick('/dev/disk4'), stick('/dev/disk3', '/', '/System/Volumes/Data'), stick('/dev/disk5')];
  expect(drives.map(refusals)).toEqual([[], ['system'], []]);
  const [disk, container, other] = withApfs(drives, parseApfs(LIST));
  expect(refusals(disk)).toEqual(['system']);
  expect(refusals(container)).toContain('not-whole-disk');
  expect(refusals(other)).toEqual([]);
});

it('what is mounted for the person from a container is unmounted with its disk', () => {
  const [disk] = withApfs([stick('/dev/disk4'), stick('/dev/disk3', '/Volumes/Backup')], parseApfs(LIST));
  expect(disk?.mounts).toMatchObject([{ path: '/Volumes/Backup', forPerson: true, device: '/dev/disk3' }]);
  expect(refusals(disk)).toEqual([]);
});

it('where macOS does not tell, no disk may be written', () => {
  expect(withApfs([stick('/dev/disk4'), stick('/dev/disk5')], null).map(refusals)).toEqual([['in-use'], ['in-use']]);
});
