import { randomBytes } from 'node:crypto';
import type { SeedPorts } from '../../core/seed/make-seed.ts';
import { hashPassword } from './password-hash.ts';
import { wifiPsk } from './wifi-psk.ts';

const ID_BYTES = 8;

/** What a seed is made with on this computer. */
export function createSeedPorts(): SeedPorts {
  return {
    randomId: () => randomBytes(ID_BYTES).toString('hex'),
    hashPassword,
    wifiPsk,
    // The cryptography takes 0.1 s to load: a flash that makes no key does not wait for it.
    newHostKey: async (comment) => (await import('./host-key.ts')).newHostKey(comment),
  };
}
