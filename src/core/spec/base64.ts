const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SHAPE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of padded base64; null when the text is none. (core has neither `Buffer` nor `atob`.) */
export function base64Bytes(text: string): Uint8Array | null {
  if (!SHAPE.test(text)) return null;
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let held = 0;
  let at = 0;
  for (const [index, digit] of Array.from(digits).entries()) {
    held = ((held << 6) | ALPHABET.indexOf(digit)) & 0xffffff;
    // After every digit but the first of a group, one more byte is complete.
    if (index % 4 > 0) bytes[at++] = (held >> (6 - 2 * (index % 4))) & 0xff;
  }
  return bytes;
}

/** Bytes as padded base64. */
export function base64Of(bytes: ArrayLike<number>): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    text += digit(first >> 2) + digit((first << 4) | ((second ?? 0) >> 4));
    text += second === undefined ? '=' : digit((second << 2) | ((third ?? 0) >> 6));
    text += third === undefined ? '=' : digit(third);
  }
  return text;
}

function digit(bits: number): string {
  return ALPHABET.charAt(bits & 0x3f);
}
