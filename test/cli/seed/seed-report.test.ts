import { expect, test } from 'vitest';
import { createStyle } from '../../../src/cli/render/style.ts';
import { maskedSeed, seedReport } from '../../../src/cli/seed/seed-report.ts';
import { makeSeed } from '../../../src/core/seed/make-seed.ts';
import { createSeedPorts } from '../../../src/node/seed/seed-ports.ts';

const PLAIN = createStyle(false);
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFiVYJGQsd2rb+rDvt2ACfwyqba+pe0fx/5o5FbFf9cH';

async function fullSeed(ssid: string) {
  return makeSeed(
    {
      ...{ replace: true, hostName: 'barn', authorizedKeys: [`${KEY} ada@home`], country: 'GB', hostKey: true },
      ...{ password: 'marked password', tailscaleKey: 'tskey-auth-marked' },
      wifi: [{ ssid, hidden: true, security: 'wpa2+wpa3', secret: 'marked passphrase' }],
      ageKey: `AGE-SECRET-KEY-1${'Q'.repeat(58)}`,
      ownFile: new TextEncoder().encode('marked file'),
    },
    createSeedPorts(),
  );
}

test('a seed is shown with all that is in it, and no secret', async () => {
  const seed = await fullSeed('Home');
  const masked = await maskedSeed(seed);
  expect(seedReport(masked, PLAIN, 80)).toBe(
    `
seed           ${seed.id}
host name      barn
SSH keys       ssh-ed25519 ada@home
password       there, as a hash that is not shown
Wi-Fi          Home (wpa2+wpa3, hidden)
country        GB
Tailscale key  there, not shown
host key       ${masked.hostKey?.fingerprint ?? ''}
age key        there, not shown
own file       11 bytes
taken          also by a Pi that has taken a seed before`.trim(),
  );
});

test('a network whose name would drive the terminal is shown without that', async () => {
  expect(seedReport(await maskedSeed(await fullSeed('a\u202eb')), PLAIN, 80)).toContain('a\ufffdb');
});
