import { describe, expect, it, test } from 'vitest';
import { judge, LARGE_BYTES, type JudgedImage } from '../../../src/core/drives/judge.ts';
import { aDrive, aMount, aPartition, aPersonMount, aUse } from './a-drive.ts';
import { JUDGE_ROWS } from './judge-rows.ts';

const IMAGE: JudgedImage = { bytes: 2e9, onDisks: ['vdb'], tableSectorBytes: null, startsLikeDisk: null };
const NOTHING_ALLOWED = { allowVirtual: false, allowFixed: false };

describe.each(Object.entries(JUDGE_ROWS))('%s', (_, rows) => {
  test.each(rows)('$name', ({ drive, image, allow, refusals = [], warnings = [], typedName = false }) => {
    const verdict = judge(aDrive(drive), image === null ? null : { ...IMAGE, ...image }, {
      ...NOTHING_ALLOWED,
      ...allow,
    });

    expect(verdict.refusals.map(({ code }) => code)).toEqual(refusals);
    expect(verdict.warnings.map(({ code }) => code)).toEqual(warnings);
    expect(verdict.typedName).toBe(typedName);
  });
});

describe('facts for the words', () => {
  const facts = (drive: Parameters<typeof aDrive>[0], image: JudgedImage | null = null) => {
    const { refusals, warnings } = judge(aDrive(drive), image, NOTHING_ALLOWED);
    return [...refusals, ...warnings].map((remark) => remark.facts);
  };

  it('names the mount that tells most', () => {
    const mounts = [aMount('/nix/store'), aMount('/', { device: '/dev/sda2' }), aMount('/home')];
    expect(facts({ mounts })).toEqual([{ path: '/', device: '/dev/sda2', count: 3 }]);
  });

  it('names who uses it', () => {
    expect(facts({ uses: [aUse('luks')] })).toEqual([{ kind: 'luks', device: '/dev/sda1', by: 'dm-0' }]);
  });

  it('gives both sizes', () => {
    const image = { ...IMAGE, bytes: 5e9, tableSectorBytes: 512 };
    expect(facts({ bytes: 4e9, logicalBlockBytes: 4096 }, image)).toEqual([
      { imageBytes: 5e9, driveBytes: 4e9 },
      { tableSectorBytes: 512, driveSectorBytes: 4096 },
    ]);
    expect(facts({ bytes: LARGE_BYTES * 2 })).toEqual([{ bytes: LARGE_BYTES * 2 }]);
  });

  it('says what is on it', () => {
    const partitions = [
      aPartition('/dev/sda1', { fsType: 'vfat', label: 'FIRMWARE' }),
      aPartition('/dev/sda2', { fsType: 'ext4', label: 'NIXOS_SD' }),
      aPartition('/dev/sda3'),
    ];
    expect(facts({ partitions, mounts: [aPersonMount('/media/u/NIXOS_SD', { device: '/dev/sda2' })] })).toEqual([
      { path: '/media/u/NIXOS_SD', device: '/dev/sda2' },
      { partitions: 3, fsTypes: 'vfat, ext4', labels: 'FIRMWARE, NIXOS_SD' },
    ]);
    expect(facts({ partitions: [aPartition('/dev/sda1')] })).toEqual([{ partitions: 1, fsTypes: null, labels: null }]);
  });
});

describe('the order of refusals', () => {
  it('puts what a permission would change last: it must not read as an invitation', () => {
    const system = aDrive({
      bus: 'sata',
      removable: false,
      readOnly: true,
      mounts: [aMount('/')],
      uses: [aUse('swap')],
    });
    const image = { ...IMAGE, bytes: 1e15, onDisks: ['sda'] };
    expect(judge(system, image, NOTHING_ALLOWED).refusals.map(({ code }) => code)).toEqual([
      'system',
      'in-use',
      'read-only',
      'too-small',
      'holds-image',
      'fixed',
    ]);
  });
});
