import type { Drive, Mount, Partition, Use } from '../../../src/core/drives/drive.ts';

/** A 32 GB card in a USB reader, empty and unused: nothing to refuse, nothing to warn of. */
export function aDrive(change: Partial<Drive> = {}): Drive {
  return {
    device: '/dev/sda',
    kind: 'disk',
    bytes: 31_914_983_424,
    model: 'Generic Card Reader',
    serial: '000000000819',
    bus: 'usb',
    removable: true,
    readOnly: false,
    logicalBlockBytes: 512,
    number: '8:0',
    diskseq: 7,
    contentKnown: true,
    fsType: null,
    label: null,
    mounts: [],
    partitions: [],
    uses: [],
    ...change,
  };
}

export function aMount(path: string, change: Partial<Mount> = {}): Mount {
  return { path, device: '/dev/sda1', fsType: 'ext4', forPerson: false, ...change };
}

export function aPersonMount(path: string, change: Partial<Mount> = {}): Mount {
  return aMount(path, { fsType: 'vfat', forPerson: true, ...change });
}

export function aPartition(device: string, change: Partial<Partition> = {}): Partition {
  return { device, bytes: 1 << 30, fsType: null, label: null, mounts: [], ...change };
}

export function aUse(kind: Use['kind'], change: Partial<Use> = {}): Use {
  return { kind, device: '/dev/sda1', by: 'dm-0', ...change };
}
