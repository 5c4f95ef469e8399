import { knownHostNames, knownHostsLine } from '../../core/seed/known-hosts.ts';
import type { Seed } from '../../core/seed/seed.ts';
import { hostName as hostNameSchema } from '../../core/spec/host-name.ts';

/** The SSH host key that a card will present, without its secret half. */
export interface CardHostKey {
  readonly host: string;
  /** `SHA256:…`, as ssh shows it. */
  readonly fingerprint: string;
  /** For a file of known hosts. */
  readonly line: string;
}

/**
 * The host key of a seed; null where it has none. `host`: the name that the Pi has when the seed gives it no other; an
 * image can call it anything, and a name that is none is no name to trust.
 */
export async function hostKeyOf({ id, hostName, sshHostKey }: Seed, host: string): Promise<CardHostKey | null> {
  if (sshHostKey === null) return null;
  const name = hostName ?? host;
  if (!hostNameSchema.safeParse(name).success) return null;
  // The cryptography takes 0.1 s to load: who needs none does not wait for it.
  const { describeHostKey } = await import('./host-key.ts');
  const { publicKey, fingerprint } = describeHostKey(sshHostKey);
  return { host: name, fingerprint, line: knownHostsLine(knownHostNames(name), publicKey, id) };
}
