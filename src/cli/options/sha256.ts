import { InvalidArgumentError } from 'commander';

/** A SHA-256 in hex, in lower case. For commander: throws its InvalidArgumentError. */
export function parseSha256(text: string): string {
  const hash = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new InvalidArgumentError('A SHA-256 has 64 hexadecimal digits.');
  return hash;
}
