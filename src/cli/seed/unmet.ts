import { needsOfImage } from '../../core/seed/needs.ts';
import type { ImageRecord } from '../../core/seed/image-record.ts';
import { isNothingMissing, missingSecrets, type MissingSecrets } from '../../core/seed/missing.ts';
import type { Seed } from '../../core/seed/seed.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';

/** Says what an image wants from a seed and does not get, and what of the seed will do nothing. */
export function tellUnmet(terminal: Terminal, target: string, record: ImageRecord, seed: Seed | null): void {
  const unmet = unmetNeeds(record, seed);
  const { host } = record;
  if (!isNothingMissing(unmet)) {
    const { password, tailscale } = unmet;
    const wifi = unmet.wifi.map(({ ssid }) => ssid);
    terminal.emit({ type: 'seed-unmet', target, host, password, wifi, tailscale });
    terminal.complain(t('cli.seed.unmet', { target, host, what: words(unmet, record.seed.user) }));
    if (seed === null) terminal.complain(t('cli.seed.unmet-next'));
  }
  if (seed && seed.wifi.length > 0 && record.seed.wifi === null) terminal.complain(t('cli.seed.wifi-off', { target }));
}

/** What an image wants that a seed, or none, does not bring. */
function unmetNeeds(record: ImageRecord, seed: Seed | null): MissingSecrets {
  return missingSecrets(needsOfImage(record), {
    password: seed?.passwordHash ?? null,
    wifi: new Set(seed?.wifi.map(({ ssid }) => ssid)),
    tailscale: seed?.tailscaleKey ?? null,
  });
}

function words({ password, wifi, tailscale }: MissingSecrets, user: string): string {
  return [
    ...(password ? [t('cli.seed.unmet-password', { user })] : []),
    ...wifi.map(({ ssid }) => t('cli.seed.unmet-wifi', { ssid })),
    ...(tailscale ? [t('cli.seed.unmet-tailscale')] : []),
  ].join(', ');
}
