import type { Drive } from '../../core/drives/drive.ts';
import type { DrivelistRecord } from './drivelist-records.ts';

const DEFAULT_BLOCK_BYTES = 512;

/** drivelist's words for how a drive is attached, in lower case, on macOS and Windows. */
const BUSES: Readonly<Record<string, Drive['bus']>> = {
  usb: 'usb',
  sd: 'sd',
  'secure digital': 'sd',
  mmc: 'mmc',
  nvme: 'nvme',
  'pci-express': 'nvme',
  'apple fabric': 'nvme',
  ata: 'sata',
  sata: 'sata',
  scsi: 'scsi',
  sas: 'scsi',
  virtual: 'virtual',
  filebackedvirtual: 'virtual',
  'virtual interface': 'virtual',
};

/**
 * A drive from drivelist's record alone: all there is on macOS and Windows, and on Linux for a device that our own
 * reading does not know. What drivelist calls the system's becomes a use, so that it is refused.
 */
export function driveOfRecord(record: DrivelistRecord): Drive {
  const bus = busOf(record);
  const removable = record.isRemovable === true || bus === 'usb' || bus === 'sd';
  return {
    device: record.device,
    kind: 'disk',
    bytes: record.size ?? 0,
    model: record.description.replace(/\s+/g, ' ').trim(),
    serial: null,
    bus,
    removable,
    // Not told is not "no": a drive of which we do not know that it may be written is not offered.
    readOnly: record.isReadOnly !== false,
    logicalBlockBytes: record.logicalBlockSize ?? DEFAULT_BLOCK_BYTES,
    number: null,
    diskseq: null,
    contentKnown: false,
    fsType: null,
    label: null,
    mounts: record.mountpoints.map(({ path }) => ({
      path,
      device: record.device,
      fsType: '',
      forPerson: record.isSystem === false && isPersonPath(path),
    })),
    partitions: [],
    uses: record.isSystem === false ? [] : [{ kind: 'holder', device: record.device, by: 'system' }],
  };
}

function busOf({ busType, isUSB, isCard, isVirtual }: DrivelistRecord): Drive['bus'] {
  if (isVirtual === true) return 'virtual';
  if (isCard === true) return 'sd';
  if (isUSB === true) return 'usb';
  return BUSES[(busType ?? '').toLowerCase()] ?? 'unknown';
}

/** macOS mounts what a person plugs in below /Volumes; Windows gives it a letter, C: being the system's. */
function isPersonPath(path: string): boolean {
  return path.startsWith('/Volumes/') || /^[ABD-Z]:/i.test(path);
}
