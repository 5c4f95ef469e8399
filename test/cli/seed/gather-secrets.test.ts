import { expect, test } from 'vitest';
import { gatherSecrets } from '../../../src/cli/seed/gather-secrets.ts';
import type { SeedNeeds } from '../../../src/core/seed/needs.ts';
import { NO_SECRETS } from '../../../src/core/seed/secrets.ts';
import { fakeTerminal } from '../fake-terminal.ts';

const NOTHING: SeedNeeds = {
  ...{ host: '', user: '', password: false, wifi: [], country: null, takesWifi: true, tailscale: false },
};
const HOME = { ssid: 'Home', hidden: false, security: 'wpa2' } as const;

async function keyringFor(needs: Partial<SeedNeeds>) {
  const context = { terminal: fakeTerminal({}), signal: AbortSignal.abort() };
  return gatherSecrets(context, { ...NOTHING, ...needs }, NO_SECRETS, { keyring: true });
}

test.each<[string, Partial<SeedNeeds>]>([
  ['a password of nobody', { password: true }],
  ['a password of somebody on some host', { password: true, user: 'ada' }],
  ['a password of somebody on a host', { password: true, host: 'barn' }],
  ['a Tailscale key of some host', { tailscale: true, user: 'ada' }],
])('the keyring is not asked for %s', async (_, needs) => {
  await expect(keyringFor(needs)).rejects.toMatchObject({ code: 'usage' });
});

test.each<[string, Partial<SeedNeeds>]>([
  ['a passphrase, which is the network’s', { wifi: [HOME] }],
  ['a password with its names', { password: true, host: 'barn', user: 'ada' }],
  ['a Tailscale key with its host', { tailscale: true, host: 'barn' }],
])('the keyring may be asked for %s', async (_, needs) => {
  // It would be asked, if there were one, or if nobody had cancelled.
  const asked = keyringFor(needs).catch((error: unknown) => error);
  expect(['keyring-missing', 'cancelled']).toContain(((await asked) as { code?: unknown }).code);
});
