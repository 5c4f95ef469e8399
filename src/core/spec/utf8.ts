/** The bytes of a text in UTF-8; a lone surrogate becomes U+FFFD, as everywhere. (`TextEncoder` is not in ES2023.) */
export function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const char of text) {
    const given = char.codePointAt(0) ?? 0;
    const code = given >= 0xd800 && given <= 0xdfff ? 0xfffd : given;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code, 0));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code, 6), tail(code, 0));
    else bytes.push(0xf0 | (code >> 18), tail(code, 12), tail(code, 6), tail(code, 0));
  }
  return bytes;
}

function tail(code: number, shift: number): number {
  return 0x80 | ((code >> shift) & 0x3f);
}

/** The text of UTF-8; null for bytes that are none, as RFC 3629 has it: overlong forms and surrogates are not. */
export function utf8Text(bytes: ArrayLike<number>): string | null {
  const chars: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const more = first < 0x80 ? 0 : LEADS.findIndex(({ mask, mark }) => (first & mask) === mark) + 1;
    if (first >= 0x80 && more === 0) return null;
    let code = more === 0 ? first : first & (0x3f >> more);
    for (let behind = 1; behind <= more; behind++) {
      const byte = bytes[at + behind] ?? 0;
      if ((byte & 0xc0) !== 0x80) return null;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < (SMALLEST[more] ?? 0) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    chars.push(String.fromCodePoint(code));
    at += 1 + more;
  }
  return chars.join('');
}

/** First bytes of two, three and four. */
const LEADS = [
  { mask: 0xe0, mark: 0xc0 },
  { mask: 0xf0, mark: 0xe0 },
  { mask: 0xf8, mark: 0xf0 },
] as const;

/** What is smaller has a shorter form, by the number of bytes behind the first. */
const SMALLEST = [0, 0x80, 0x800, 0x10000] as const;
