import { createHash } from 'node:crypto';
import type { Sha256 } from '../core/ports.ts';

/** A running SHA-256. */
export function newSha256(): Sha256 {
  const hash = createHash('sha256');
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    hex: () => hash.copy().digest('hex'),
  };
}
