import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

const DIGITS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SALT = /^[./0-9A-Za-z]{1,16}$/;

/** Rounds at a stretch, about 2 ms of them: then whatever else waits for this process gets its turn. */
const STRETCH_ROUNDS = 1024;

/** The digest's first 63 bytes are written in groups of three, a third of them apart; the last byte stands alone. */
const THIRD = 21;
const LAST_BYTE = 3 * THIRD;

/**
 * `$6$rounds=N$SALT$…` of a password, by "Unix crypt using SHA-256 and SHA-512" (Ulrich Drepper), whose step numbers are
 * given here. `rounds` from 1000 to 999,999,999; `salt` up to 16 characters of `./0-9A-Za-z`. It takes about 2 µs a round, and
 * holds up nobody else meanwhile.
 */
export async function sha512Crypt(password: string, salt: string, rounds: number): Promise<string> {
  if (!SALT.test(salt)) throw new Error('a salt has 1 to 16 characters of ./0-9A-Za-z');
  const [key, saltBytes] = [Buffer.from(password), Buffer.from(salt)];

  // 4 to 8
  const b = sha512(key, saltBytes, key);
  // 1 to 3, and 9 to 12: for each bit of the length, from the lowest to the highest that is set.
  const bits = Array.from(key.length === 0 ? '' : key.length.toString(2)).reverse();
  const a = sha512(key, saltBytes, repeated(b, key.length), ...bits.map((bit) => (bit === '1' ? b : key)));
  // 13 to 16
  const p = repeated(sha512(...Array.from(key, () => key)), key.length);
  // 17 to 20
  const s = repeated(sha512(...Array.from({ length: 16 + (a[0] ?? 0) }, () => saltBytes)), saltBytes.length);

  // 21
  let digest = a;
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1;
    const hash = createHash('sha512').update(odd ? p : digest);
    if (round % 3 !== 0) hash.update(s);
    if (round % 7 !== 0) hash.update(p);
    digest = hash.update(odd ? digest : p).digest();
    if (round % STRETCH_ROUNDS === STRETCH_ROUNDS - 1) await setImmediate();
  }
  // 22
  return `$6$rounds=${rounds}$${salt}$${encoded(digest)}`;
}

function sha512(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** So many bytes, of a digest that is repeated as often as it takes. */
function repeated(digest: Buffer, bytes: number): Buffer {
  return Buffer.alloc(bytes, digest);
}

function encoded(digest: Buffer): string {
  const groups = Array.from({ length: THIRD }, (_, group) => {
    const at = (third: number): number => digest[(group * (THIRD + 1) + third * THIRD) % LAST_BYTE] ?? 0;
    return digits((at(0) << 16) | (at(1) << 8) | at(2), 4);
  });
  return groups.join('') + digits(digest[LAST_BYTE] ?? 0, 2);
}

/** From the lowest six bits to the highest. */
function digits(bits: number, count: number): string {
  return Array.from({ length: count }, (_, at) => DIGITS.charAt((bits >> (6 * at)) & 0x3f)).join('');
}
