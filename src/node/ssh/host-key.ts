import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostKey } from '../../core/ssh/ports.ts';
import { optionPath } from './ssh-argv.ts';

/**
 * Runs `connect` with options that make ssh write the key that it is shown into an empty known_hosts, and hands back that
 * key; null when it was shown none. ssh does the asking itself, as it would to log in: through aliases and machines on the way.
 */
export async function keyShownTo(connect: (options: readonly string[]) => Promise<unknown>): Promise<HostKey | null> {
  const folder = await mkdtemp(join(tmpdir(), 'nixberry-host-key-'));
  try {
    const file = join(folder, 'known_hosts');
    await connect([
      `UserKnownHostsFile=${optionPath(file)}`,
      `GlobalKnownHostsFile=${optionPath(join(folder, 'none'))}`,
      'StrictHostKeyChecking=accept-new',
      'PreferredAuthentications=none',
      'UpdateHostKeys=no',
      // A connection that is open already shows no key.
      'ControlPath=none',
    ]);
    const text = await readFile(file, 'utf8').catch(() => '');
    return parseHostKey(text);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first key in the text of a known_hosts. */
export function parseHostKey(text: string): HostKey | null {
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, algorithm, blob] = /^[^\s#@]\S* +(\S+) +([A-Za-z0-9+/=]+)/.exec(line) ?? [];
    if (algorithm !== undefined && blob !== undefined) return { algorithm, fingerprint: fingerprintOf(blob), line };
  }
  return null;
}

/** `SHA256:...` of a public key in base64, as ssh shows it. */
function fingerprintOf(blob: string): string {
  return `SHA256:${createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64').replace(/=+$/, '')}`;
}
