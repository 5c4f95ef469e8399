import { AppError } from '../../core/errors/app-error.ts';
import type { SeedNeeds } from '../../core/seed/needs.ts';
import type { MissingSecrets } from '../../core/seed/missing.ts';
import type { Secrets } from '../../core/seed/secrets.ts';
import type { Keyring, KeyringItem } from '../../node/seed/keyring.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';

type Owner = Pick<SeedNeeds, 'host' | 'user'>;

/**
 * The password and the Tailscale key are kept under the names that they are for: where nobody has said those, another
 * host's would be found, or overwritten. Throws AppError `usage`.
 */
export function assertNamed({ password, tailscale }: MissingSecrets, { host, user }: Owner): void {
  if (password && (host === '' || user === '')) throw new AppError('usage', { detail: t('cli.secret.keyring-user') });
  if (tailscale && host === '') throw new AppError('usage', { detail: t('cli.secret.keyring-host') });
}

/** What the keyring has of what is missing; says which, and never what. Throws AppError `keyring-failed`, `cancelled`. */
export async function fromKeyring(
  { password, wifi, tailscale }: MissingSecrets,
  { host, user }: Owner,
  keyring: Keyring,
  terminal: Terminal,
): Promise<Secrets> {
  const lookUp = async (item: KeyringItem): Promise<string | null> => {
    const secret = await keyring.lookUp(item);
    if (secret !== null) terminal.say(t('cli.secret.from-keyring', { what: nameOf(item) }));
    return secret;
  };
  const passphrases = new Map<string, string>();
  for (const { ssid } of wifi) {
    const secret = await lookUp({ kind: 'wifi', ssid });
    if (secret !== null) passphrases.set(ssid, secret);
  }
  return {
    password: password ? await lookUp({ kind: 'password', host, user }) : null,
    wifi: passphrases,
    tailscale: tailscale ? await lookUp({ kind: 'tailscale', host }) : null,
  };
}

/** Keeps what was typed in the keyring. Throws AppError `keyring-failed`, `cancelled`. */
export async function toKeyring(
  { password, wifi, tailscale }: Secrets,
  { host, user }: Owner,
  keyring: Keyring,
  terminal: Terminal,
): Promise<void> {
  const keep = async (item: KeyringItem, secret: string | null): Promise<void> => {
    if (secret === null) return;
    await keyring.keep(item, secret);
    terminal.say(t('cli.secret.to-keyring', { what: nameOf(item) }));
  };
  await keep({ kind: 'password', host, user }, password);
  for (const [ssid, passphrase] of wifi) await keep({ kind: 'wifi', ssid }, passphrase);
  await keep({ kind: 'tailscale', host }, tailscale);
}

function nameOf(item: KeyringItem): string {
  switch (item.kind) {
    case 'wifi':
      return t('cli.seed.unmet-wifi', { ssid: item.ssid });
    case 'password':
      return t('cli.seed.unmet-password', { user: item.user });
    case 'tailscale':
      return t('cli.seed.unmet-tailscale');
  }
}
