import type { Drive } from './drive.ts';
import { isVirtual } from './judge.ts';

/**
 * Whether a person could mean this drive. Drives that are refused with a reason stay (a person looks for the USB disk
 * that the system runs from, and should read why not); virtual devices, optical drives, hardware areas of eMMC and
 * readers without a card would only be noise.
 */
export function isOffered(drive: Drive): boolean {
  return drive.kind === 'disk' && !isVirtual(drive) && (drive.bytes > 0 || drive.bus === 'usbboot');
}
