import type { SeedNeeds } from '../../core/seed/needs.ts';
import type { Secrets } from '../../core/seed/secrets.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';

/** Says which secrets were given that a host does not ask for: perhaps a name was misspelt. */
export function tellIdle(terminal: Terminal, { host, user, ...needs }: SeedNeeds, given: Secrets): void {
  const ssids = [...given.wifi.keys()].filter((ssid) => needs.wifi.every((network) => network.ssid !== ssid));
  const idle = [
    ...(given.password !== null && !needs.password ? [t('cli.seed.unmet-password', { user })] : []),
    ...ssids.map((ssid) => t('cli.seed.unmet-wifi', { ssid })),
    ...(given.tailscale !== null && !needs.tailscale ? [t('cli.seed.unmet-tailscale')] : []),
  ];
  if (idle.length > 0) terminal.complain(t('cli.seed.unused', { what: idle.join(', '), host }));
}
