import { viewOf } from './bytes.ts';
import { ALIAS_BYTES, ATTRIBUTE, SLOT_BYTES } from './slot.ts';

/** Where a slot keeps its 13 characters of UTF-16. */
const CHAR_OFFSETS = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30] as const;
const MAX_NAME_CHARS = 255;
const LAST = 0x40;
const ORDER_MASK = 0x3f;
const PADDING = 0xffff;

/** The slots of a long name, in the order in which they lie before the slot with this alias: its end comes first. */
export function longNameSlots(name: string, alias: Uint8Array): readonly Uint8Array[] {
  const checksum = aliasChecksum(alias);
  const count = Math.ceil(name.length / CHAR_OFFSETS.length);
  return Array.from({ length: count }, (_, i) => {
    const order = count - i;
    const slot = new Uint8Array(SLOT_BYTES);
    const view = viewOf(slot);
    view.setUint8(0, i === 0 ? order | LAST : order);
    view.setUint8(11, ATTRIBUTE.longName);
    view.setUint8(13, checksum);
    for (const [j, at] of CHAR_OFFSETS.entries()) {
      const index = (order - 1) * CHAR_OFFSETS.length + j;
      view.setUint16(at, index < name.length ? name.charCodeAt(index) : index === name.length ? 0 : PADDING, true);
    }
    return slot;
  });
}

/** Puts a long name together from the slots of a folder, as they come. What does not fit together is no name. */
export class LongName {
  #parts: string[] = [];
  #next = 0;
  #checksum = 0;

  /** Takes a slot with the attributes of a long name. */
  add(slot: Uint8Array): void {
    const view = viewOf(slot);
    const order = view.getUint8(0) & ORDER_MASK;
    const checksum = view.getUint8(13);
    if (view.getUint8(0) & LAST) {
      this.#parts = [];
      this.#checksum = checksum;
    } else if (order !== this.#next || checksum !== this.#checksum) {
      this.clear();
      return;
    }
    this.#next = order - 1;
    this.#parts.unshift(String.fromCharCode(...CHAR_OFFSETS.map((at) => view.getUint16(at, true))));
  }

  /** The name that belongs to the slot which has come now, or null; the next one begins anew. */
  take(slot: Uint8Array): string | null {
    const complete =
      this.#parts.length > 0 && this.#next === 0 && this.#checksum === aliasChecksum(slot.subarray(0, ALIAS_BYTES));
    const name = this.#parts.join('').replace(/\0.*$/s, '');
    this.clear();
    return complete && name !== '' && name.length <= MAX_NAME_CHARS ? name : null;
  }

  clear(): void {
    this.#parts = [];
    this.#next = 0;
  }
}

/** Ties a long name to its alias: a program that knows only short names may have changed that. */
function aliasChecksum(alias: Uint8Array): number {
  return alias.reduce((sum, byte) => (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff, 0);
}
