import { expect, it } from 'vitest';
import { withFileSystems } from '../../../src/core/drives/file-systems.ts';
import { aDrive, aPartition, aUse } from './a-drive.ts';

const drive = aDrive({ partitions: [aPartition('/dev/sda1'), aPartition('/dev/sda2')] });

it('fills in the drive and its partitions, each by its exact name', () => {
  const systems = new Map([
    ['sda', { fsType: null, label: null }],
    ['sda1', { fsType: 'vfat', label: 'FIRMWARE' }],
    ['sdaa', { fsType: 'xfs', label: 'OTHER' }],
  ]);
  const complete = withFileSystems(drive, systems, []);
  expect([complete.fsType, ...complete.partitions.map(({ fsType }) => fsType)]).toEqual([null, 'vfat', null]);
  expect(complete.partitions[0]?.label).toBe('FIRMWARE');
});

it('counts a ZFS member as used only while pools are imported', () => {
  const systems = new Map([['sda2', { fsType: 'zfs_member', label: 'tank' }]]);
  expect(withFileSystems(drive, systems, []).uses).toEqual([]);
  expect(withFileSystems(drive, systems, ['tank', 'rpool']).uses).toEqual([
    { kind: 'zfs', device: '/dev/sda2', by: 'tank, rpool' },
  ]);
});

it('does not tell a use twice', () => {
  const systems = new Map([['sda2', { fsType: 'zfs_member', label: 'tank' }]]);
  const used = { ...drive, uses: [aUse('zfs', { device: '/dev/sda2', by: 'tank' })] };
  expect(withFileSystems(used, systems, ['tank']).uses).toHaveLength(1);
});
