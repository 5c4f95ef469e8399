import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskedSeedSchema, maskSeed } from '../../../src/core/seed/masked.ts';
import { anySeed, BARE_SEED, FULL_SEED } from './some-seeds.ts';

it('tells what is in a seed', () => {
  expect(maskSeed(FULL_SEED, 'SHA256:abc')).toEqual({
    id: '0123456789abcdef',
    replace: true,
    hostName: 'barn',
    authorizedKeys: [
      { type: 'ssh-ed25519', comment: 'ada@laptop' },
      { type: 'ssh-ed25519', comment: 'Ada’s “new” 💻' },
    ],
    password: 'sha512crypt',
    country: 'GB',
    wifi: [
      { ssid: "Ada's $HOME `x` 🐑", hidden: true, security: 'wpa2', psk: true, passphrase: false },
      { ssid: 'open,=#', hidden: false, security: 'open', psk: false, passphrase: false },
      { ssid: 'new', hidden: false, security: 'wpa3', psk: false, passphrase: true },
      { ssid: 'both', hidden: false, security: 'wpa2+wpa3', psk: true, passphrase: true },
      { ssid: 'digits', hidden: false, security: 'wpa2+wpa3', psk: true, passphrase: false },
    ],
    tailscale: true,
    hostKey: { fingerprint: 'SHA256:abc' },
    age: true,
    ownFileBytes: 4,
  });
  expect(maskSeed(BARE_SEED, null)).toMatchObject({
    password: null,
    tailscale: false,
    hostKey: null,
    ownFileBytes: null,
  });
  expect(maskSeed({ ...BARE_SEED, passwordHash: `$y$j9T$x$${'b'.repeat(43)}` }, null).password).toBe('yescrypt');
});

it('holds none of the secrets', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const masked = maskedSeedSchema.parse(maskSeed(seed, null));
      const { id, hostName, country, ...rest } = masked;
      const shown = JSON.stringify({ ...rest, wifi: rest.wifi.map((network) => ({ ...network, ssid: '' })) });
      expect([id, hostName, country]).toEqual([seed.id, seed.hostName, seed.country]);
      const secrets = [
        ...seed.wifi.flatMap(({ psk, passphrase }) => [psk, passphrase]),
        ...[seed.passwordHash, seed.sshHostKey, seed.ageKey, seed.ownFile],
      ];
      // Shorter ones can be part of a word.
      for (const secret of secrets) if (secret !== null && secret.length > 12) expect(shown).not.toContain(secret);
    }),
  );
});

it('counts the bytes of the own file', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      const ownFile = Buffer.from(bytes).toString('base64');
      expect(maskSeed({ ...BARE_SEED, ownFile }, null).ownFileBytes).toBe(bytes.length);
    }),
  );
});
