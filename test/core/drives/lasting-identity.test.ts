import { describe, expect, it } from 'vitest';
import type { Drive } from '../../../src/core/drives/drive.ts';
import { lastingIdentity } from '../../../src/core/drives/lasting-identity.ts';
import { aDrive } from './a-drive.ts';

const STICK = { model: 'Ultra', serial: '4C530001240605115244' } as const;

function identity(change: Partial<Drive> = {}): string | null {
  return lastingIdentity(aDrive({ ...STICK, ...change }));
}

describe('lastingIdentity', () => {
  it('is the same wherever a drive is plugged in, and whatever is on it', () => {
    expect(identity({ device: '/dev/sdz', number: '8:400', diskseq: 99, label: 'NIXOS_SD' })).toBe(identity());
    expect(identity()).not.toBeNull();
  });

  it.each([{ model: 'Ultra Fit' }, { serial: '4C530001240605115245' }, { bytes: 64e9 }, { bus: 'sata' }] as const)(
    'is another with %o',
    (change) => {
      expect(identity(change)).not.toBe(identity());
    },
  );

  it.each([null, '', ' ', '0', '000000000000', '0123456789ABCDEF', '123456789012', 'AAAA'])(
    'is none for a serial that says nothing: %s',
    (serial) => {
      expect(identity({ serial })).toBeNull();
    },
  );

  it.each([
    'SD/MMC CRW',
    'STORAGE DEVICE',
    'MassStorageClass',
    'Generic- Multi-Card',
    'USB SD Reader',
    'TS-RDF5 SD Transcend',
    'Micro SD/M2',
    'Card  Reader',
    'SDDR-113',
    'MobileLite G4',
    'FCR-HS4',
    'Lexar LRW',
    'UHS-II',
    'UCR-61S2B',
    'SD16G',
    'SD_MMC',
    'USB_SD_Reader',
  ])('is none for a card in a USB reader, whose serial that is: %s', (model) => {
    expect(identity({ model })).toBeNull();
    expect(identity({ model, bus: 'sd' })).not.toBeNull();
  });

  it.each(['Ultra', 'DataTraveler 3.0', 'Cruzer Blade', 'Flash Disk', 'SanDisk 3.2Gen1', 'QEMU HARDDISK', 'USD 16'])(
    'is one for a stick: %s',
    (model) => {
      expect(identity({ model })).not.toBeNull();
    },
  );
});
