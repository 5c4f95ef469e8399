import { viewOf } from './bytes.ts';
import type { Draft } from './draft.ts';

const INFO_BYTES = 512;
const SIGNATURES = [
  { at: 0, value: 0x41615252 },
  { at: 484, value: 0x61417272 },
  { at: 508, value: 0xaa550000 },
] as const;
const FREE_COUNT_OFFSET = 488;
const UNKNOWN = 0xffffffff;

/**
 * Changes the number of free clusters that a FAT32 keeps in its FSInfo sector by `change`. A count that is unknown stays
 * so, one that cannot be right becomes unknown. Where the search for free ones should begin is a hint, and stays.
 */
export async function changeFreeCount({ disk, infoOffset, clusters }: Draft, change: number): Promise<void> {
  if (infoOffset === null) return;
  const info = await disk.read(infoOffset, INFO_BYTES);
  const view = viewOf(info);
  if (SIGNATURES.some(({ at, value }) => view.getUint32(at, true) !== value)) return;
  const before = view.getUint32(FREE_COUNT_OFFSET, true);
  if (before === UNKNOWN) return;
  const after = before + change;
  view.setUint32(FREE_COUNT_OFFSET, after >= 0 && after <= clusters ? after : UNKNOWN, true);
  await disk.write(infoOffset, info);
}
