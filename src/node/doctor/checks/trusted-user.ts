import { execa } from 'execa';
import { addSetting } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import { isTrusted, parseTrusted } from '../../../core/doctor/store-info.ts';
import { storeArgv } from '../../../core/nix/argv.ts';
import type { Context } from '../context.ts';

const TIMEOUT_MS = 15_000;

/** May this person choose builders and caches of their own? */
export async function checkTrustedUser(context: Context): Promise<Finding | null> {
  const { config, computer, user } = context;
  if (config === null) return null;
  const trusted = (await askStore(context)) ?? isTrusted(config.trustedUsers, user, await groups());
  if (trusted) return finding('trusted-user', 'yes', 'ok', { user });
  return finding('trusted-user', 'no', 'info', { user }, addSetting(computer, 'trusted-users', [user]));
}

/** The daemon knows better than a nix.conf that was changed after it started; Nix before 2.14 does not tell. */
async function askStore({ nix, signal }: Context): Promise<boolean | null> {
  for (const age of ['new', 'old'] as const) {
    const { code, stdout } = await nix.run(storeArgv(age), { signal, timeoutMs: TIMEOUT_MS });
    const trusted = code === 0 ? parseTrusted(stdout) : null;
    if (trusted !== null) return trusted;
  }
  return null;
}

async function groups(): Promise<readonly string[]> {
  const names = await execa('id', ['-Gn'], { timeout: TIMEOUT_MS }).catch(() => null);
  return names === null ? [] : names.stdout.split(' ');
}
