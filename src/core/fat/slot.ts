import { latinText, viewOf } from './bytes.ts';

/** Folders consist of slots: one for a file's short name and facts, and before it some for its long name. */
export const SLOT_BYTES = 32;
export const ALIAS_BYTES = 11;
export const END_OF_FOLDER = 0;
export const DELETED = 0xe5;

export const ATTRIBUTE = { label: 0x08, folder: 0x10, archive: 0x20, longName: 0x0f } as const;

/** Stands in a name for a first byte 0xe5, which would say that the slot is free. */
const ESCAPED_E5 = 0x05;

/** Times as FAT has them: local ones by the specification, UTC here, since nobody knows where the card will be. */
export interface SlotTime {
  readonly date: number;
  /** In steps of 2 s. */
  readonly time: number;
  /** What the steps leave out, in 10 ms. */
  readonly rest: number;
}

export interface SlotFacts {
  readonly attributes: number;
  /** The first of its chain; 0 for an empty file, and for the root in `..`. */
  readonly cluster: number;
  /** 0 for folders. */
  readonly bytes: number;
  readonly when: SlotTime;
}

/** A time within 1980 to 2107. Throws RangeError for a text that is none. */
export function slotTime(iso: string): SlotTime {
  const at = new Date(iso);
  const year = at.getUTCFullYear();
  if (!(year >= 1980 && year <= 2107)) throw new RangeError(`no time that FAT can hold: ${iso}`);
  const seconds = at.getUTCSeconds();
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (seconds >> 1),
    rest: (seconds % 2) * 100 + Math.floor(at.getUTCMilliseconds() / 10),
  };
}

/** A slot for a name of 11 characters, `SEED~1  CON`. */
export function makeSlot(alias: string, facts: SlotFacts): Uint8Array {
  const slot = new Uint8Array(SLOT_BYTES);
  for (let i = 0; i < ALIAS_BYTES; i++) slot[i] = alias.charCodeAt(i);
  return changeSlot(slot, facts);
}

/** The slot with other facts: its name stays. */
export function changeSlot(old: Uint8Array, { attributes, cluster, bytes, when }: SlotFacts): Uint8Array {
  const slot = old.slice();
  const view = viewOf(slot);
  view.setUint8(11, attributes);
  view.setUint8(13, when.rest);
  view.setUint16(14, when.time, true);
  view.setUint16(16, when.date, true);
  view.setUint16(18, when.date, true);
  view.setUint16(20, cluster >>> 16, true);
  view.setUint16(22, when.time, true);
  view.setUint16(24, when.date, true);
  view.setUint16(26, cluster & 0xffff, true);
  view.setUint32(28, bytes, true);
  return slot;
}

/** The 11 characters of a short name as they are stored. */
export function aliasOf(slot: Uint8Array): string {
  return latinText(slot.subarray(0, ALIAS_BYTES));
}

/** `SEED~1.CON`: a short name as people see it. */
export function aliasText(slot: Uint8Array): string {
  const alias = slot.slice(0, ALIAS_BYTES);
  if (alias[0] === ESCAPED_E5) alias[0] = DELETED;
  const base = latinText(alias.subarray(0, 8)).trimEnd();
  const extension = latinText(alias.subarray(8)).trimEnd();
  return extension === '' ? base : `${base}.${extension}`;
}
