import { basename, dirname } from 'node:path';
import type { BlockNode } from './block-nodes.ts';
import { readAttribute, readBytes } from './read.ts';

/** SCSI's page 0x80 (unit serial number): 2 bytes of type and code, 2 of length (big endian), then ASCII. */
const VPD_HEAD_BYTES = 4;

/**
 * The serial number of a whole disk's node, or null. The same drive says the same to everybody: it is how the writer
 * knows that it has the drive that the person said yes to.
 */
export function serialOf(disk: BlockNode): string | null {
  return (
    readAttribute(`${disk.folder}/serial`) ?? // virtio
    readAttribute(`${disk.folder}/device/serial`) ?? // NVMe, SD cards and eMMC
    usbSerial(disk.folder) ??
    vpdSerial(disk.folder) ??
    readAttribute(`${disk.folder}/device/cid`)
  );
}

/** Maker and model of a whole disk's node, with single spaces; empty where the device says nothing. */
export function modelOf(disk: BlockNode): string {
  if (disk.backingFile !== null) return basename(disk.backingFile);
  const vendor = readAttribute(`${disk.folder}/device/vendor`);
  const model =
    readAttribute(`${disk.folder}/device/model`) ??
    readAttribute(`${disk.folder}/device/name`) ?? // SD cards and eMMC
    readAttribute(`${disk.folder}/dm/name`);
  // libata says "ATA" for every maker; virtio and some PCI functions give a bare number here.
  const maker = vendor === null || vendor === 'ATA' || vendor.startsWith('0x') ? null : vendor;
  return [maker, model]
    .filter((part) => part !== null)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function vpdSerial(folder: string): string | null {
  const page = readBytes(`${folder}/device/vpd_pg80`);
  if (!page || page.length <= VPD_HEAD_BYTES) return null;
  const end = VPD_HEAD_BYTES + page.readUInt16BE(2);
  const serial = page.subarray(VPD_HEAD_BYTES, end).toString('latin1').replaceAll('\0', '').trim();
  return serial === '' ? null : serial;
}

/** Serial of the USB device that the disk is a part of: the nearest folder above that has USB's own attributes. */
function usbSerial(folder: string): string | null {
  if (!/\/usb\d+\//.test(folder)) return null;
  for (let above = dirname(folder); /\/usb\d+\//.test(above); above = dirname(above))
    if (readAttribute(`${above}/idVendor`) !== null) return readAttribute(`${above}/serial`);
  return null;
}
