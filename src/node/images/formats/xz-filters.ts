const LZMA2 = 0x21;
/** Bits of a block header's flags. */
const FLAG = { filters: 0x03, reserved: 0x3c, compressedSize: 0x40, decodedSize: 0x80 } as const;
const MAX_DICTIONARY_CODE = 40;

/**
 * How much memory the dictionary of a block needs, in bytes, from the block's header without its CRC (the .xz format's
 * specification, sections 3.1 and 5.3.1). Null where the last filter is not LZMA2, or the header says what is not known.
 */
export function lastDictionary(header: Uint8Array): number | null {
  let at = 1;
  const byte = (): number => header[at++] ?? 0;
  /** Also where it has too many digits: that is for liblzma to say. */
  const integer = (): number => {
    let value = 0;
    for (let scale = 1; at < header.length; scale *= 128) {
      const digit = byte();
      value += (digit & 0x7f) * scale;
      if (digit < 0x80) break;
    }
    return value;
  };

  const flags = byte();
  if (flags & FLAG.reserved) return null;
  if (flags & FLAG.compressedSize) integer();
  if (flags & FLAG.decodedSize) integer();
  for (let others = flags & FLAG.filters; others > 0; others--) {
    integer();
    const propertiesBytes = integer();
    at += propertiesBytes;
  }
  if (integer() !== LZMA2 || integer() !== 1 || at >= header.length) return null;
  const code = byte();
  return code > MAX_DICTIONARY_CODE ? null : (2 | (code & 1)) * 2 ** ((code >> 1) + 11);
}
