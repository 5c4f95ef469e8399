import { randomBytes } from 'node:crypto';
import type { SeedPorts } from '../../core/seed/make-seed.ts';
import { newHostKey } from './host-key.ts';
import { hashPassword } from './password-hash.ts';
import { wifiPsk } from './wifi-psk.ts';

const ID_BYTES = 8;

/** What a seed is made with on this computer. */
export function createSeedPorts(): SeedPorts {
  return { randomId: () => randomBytes(ID_BYTES).toString('hex'), hashPassword, wifiPsk, newHostKey };
}
