import { isNothingMissing, missingSecrets, seedIncomplete } from '../../core/seed/missing.ts';
import type { SeedNeeds } from '../../core/seed/needs.ts';
import { NO_SECRETS, type Secrets } from '../../core/seed/secrets.ts';
import { openKeyring } from '../../node/seed/keyring.ts';
import { readSecrets } from '../../node/seed/secrets-fd.ts';
import type { SecretOptions } from '../options/secrets.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';
import { assertNamed, fromKeyring, toKeyring } from './keyring-secrets.ts';
import { askSecrets, typistAt } from './secret-questions.ts';

/** What `--secrets-fd` gives, if that was said. Throws AppError `secrets-unreadable`, `cancelled`. */
export function givenSecrets({ secretsFd }: SecretOptions, signal: AbortSignal): Promise<Secrets> {
  return secretsFd === undefined ? Promise.resolve(NO_SECRETS) : readSecrets(secretsFd, signal);
}

/**
 * What a host needs: what was given, then what the keyring has, then what somebody types. Throws AppError
 * `seed-incomplete` where nobody can be asked, `usage`, `keyring-missing`, `keyring-failed`, `cancelled`.
 */
export async function gatherSecrets(
  context: Context,
  needs: SeedNeeds,
  given: Secrets,
  { keyring: wantsKeyring = false }: SecretOptions,
): Promise<Secrets> {
  const { terminal, signal } = context;
  if (isNothingMissing(missingSecrets(needs, given))) return given;
  if (wantsKeyring) assertNamed(missingSecrets(needs, given), needs);
  const keyring = wantsKeyring ? openKeyring(signal) : null;
  const kept = keyring && (await fromKeyring(missingSecrets(needs, given), needs, keyring, terminal));
  const known = kept ? joined(given, kept) : given;
  const missing = missingSecrets(needs, known);
  if (isNothingMissing(missing)) return known;
  if (!terminal.canAsk) throw seedIncomplete(needs.host, missing);
  terminal.complain(t('cli.secret.hidden', { host: needs.host || null }));
  const typed = await askSecrets(missing, needs.user || null, typistAt(context));
  if (keyring) await toKeyring(typed, needs, keyring, terminal);
  return joined(known, typed);
}

/** What both have; where both have something, the first counts. */
function joined(first: Secrets, second: Secrets): Secrets {
  return {
    password: first.password ?? second.password,
    wifi: new Map([...second.wifi, ...first.wifi]),
    tailscale: first.tailscale ?? second.tailscale,
  };
}
