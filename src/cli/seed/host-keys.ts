import type { Seed } from '../../core/seed/seed.ts';
import { hostKeyOf, type CardHostKey } from '../../node/seed/card-host-key.ts';

/** The host keys of the seeds that are laid in, by target. */
export interface HostKeys {
  readonly note: (target: string, seed: Seed, host: string) => Promise<void>;
  readonly of: (target: string) => CardHostKey | null;
}

export function createHostKeys(): HostKeys {
  const keys = new Map<string, CardHostKey>();
  return {
    note: async (target, seed, host) => {
      const key = await hostKeyOf(seed, host);
      if (key) keys.set(target, key);
    },
    of: (target) => keys.get(target) ?? null,
  };
}
