import { describe, expect, it } from 'vitest';
import { makeSeed, type SeedNetworkPart, type SeedParts, type SeedPorts } from '../../../src/core/seed/make-seed.ts';
import { MAX_OWN_FILE_BYTES, seedSchema } from '../../../src/core/seed/seed.ts';
import { appErrorOf } from '../../support/errors.ts';
import { AGE_KEY, HASH, HOST_KEY, KEY } from './some-seeds.ts';

const NOTHING: SeedParts = {
  replace: false,
  hostName: null,
  authorizedKeys: [],
  password: null,
  country: null,
  wifi: [],
  tailscaleKey: null,
  ageKey: null,
  ownFile: null,
  hostKey: false,
};

const DIGITS = 'AB'.repeat(32);

function ports(): SeedPorts & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    randomId: () => '0123456789abcdef',
    hashPassword: (password) => {
      asked.push(`password ${password}`);
      return Promise.resolve(HASH);
    },
    wifiPsk: (passphrase, ssid) => {
      asked.push(`psk ${passphrase} ${ssid}`);
      return Promise.resolve('cd'.repeat(32));
    },
    newHostKey: (comment) => {
      asked.push(`host key ${comment}`);
      return Promise.resolve(HOST_KEY);
    },
  };
}

const network = (security: SeedNetworkPart['security'], secret: string | null): SeedNetworkPart => ({
  ssid: security,
  hidden: false,
  security,
  secret,
});

describe('a seed that is made', () => {
  it('has an id and no more of nothing', async () => {
    const made = ports();
    const seed = await makeSeed(NOTHING, made);
    expect(seed.id).toBe('0123456789abcdef');
    expect(Object.values(seed).filter((value) => value !== null)).toEqual([seed.id, false, [], []]);
    expect(made.asked).toEqual([]);
  });

  it('has of everything what the Pi needs, and not the password', async () => {
    const made = ports();
    const parts: SeedParts = {
      replace: true,
      hostName: 'barn',
      authorizedKeys: [KEY],
      password: 'correct horse',
      country: 'GB',
      wifi: [
        network('open', null),
        network('wpa2', 'correct battery'),
        network('wpa3', 'correct battery'),
        network('wpa2+wpa3', 'correct battery'),
      ],
      tailscaleKey: ' tskey-auth-1\n',
      ageKey: AGE_KEY.replaceAll('\n', '\r\n'),
      ownFile: Uint8Array.of(0, 255),
      hostKey: true,
    };
    const seed = await makeSeed(parts, made);
    expect(seedSchema.parse(seed)).toEqual(seed);
    expect(seed).toMatchObject({
      replace: true,
      hostName: 'barn',
      authorizedKeys: [KEY],
      passwordHash: HASH,
      country: 'GB',
      tailscaleKey: 'tskey-auth-1',
      sshHostKey: HOST_KEY,
      ageKey: AGE_KEY,
      ownFile: 'AP8=',
    });
    expect(seed.wifi.map(({ psk, passphrase }) => [psk?.slice(0, 2) ?? null, passphrase])).toEqual([
      [null, null],
      ['cd', null],
      [null, 'correct battery'],
      ['cd', 'correct battery'],
    ]);
    expect([...made.asked].sort()).toEqual([
      'host key root@barn',
      'password correct horse',
      'psk correct battery wpa2',
      'psk correct battery wpa2+wpa3',
    ]);
    expect(JSON.stringify(seed)).not.toContain('correct horse');
  });

  it('takes 64 hex digits as they are', async () => {
    const wifi = [network('wpa2', DIGITS), network('wpa2+wpa3', DIGITS)];
    const made = ports();
    const seed = await makeSeed({ ...NOTHING, wifi }, made);
    expect(seed.wifi.map(({ psk, passphrase }) => [psk, passphrase])).toEqual([
      [DIGITS.toLowerCase(), null],
      [DIGITS.toLowerCase(), null],
    ]);
    expect(made.asked).toEqual([]);
    expect(seedSchema.safeParse(seed).success).toBe(true);
  });

  it('forgets what was given for an open network', async () => {
    const seed = await makeSeed({ ...NOTHING, wifi: [network('open', 'not needed')] }, ports());
    expect(seed.wifi).toEqual([{ ssid: 'open', hidden: false, security: 'open', psk: null, passphrase: null }]);
  });

  const wifi = (secret: string | null, security: SeedNetworkPart['security'] = 'wpa2'): Partial<SeedParts> => ({
    wifi: [network(security, secret)],
  });
  it.each<[string, Partial<SeedParts>, string, string | null, string]>([
    ['no passphrase', wifi(null), 'wifi', 'wpa2', 'empty'],
    ['an empty passphrase', wifi(''), 'wifi', 'wpa2', 'empty'],
    ['7 characters', wifi('1234567'), 'wifi', 'wpa2', 'short'],
    ['64 characters', wifi('x'.repeat(64)), 'wifi', 'wpa2', 'long'],
    ['65 hex digits', wifi(`${DIGITS}a`), 'wifi', 'wpa2', 'long'],
    ['an umlaut', wifi('Käsekuchen'), 'wifi', 'wpa2', 'character'],
    ['a line end', wifi('12345678\n'), 'wifi', 'wpa2', 'character'],
    ['hex digits for WPA3', wifi(DIGITS, 'wpa3'), 'wifi', 'wpa3', 'hex-wpa3'],
    ['a short one for WPA3', wifi('1234567', 'wpa3'), 'wifi', 'wpa3', 'short'],
    ['an empty password', { password: '' }, 'password', null, 'empty'],
    ['a password with a line end', { password: 'secret\n' }, 'password', null, 'character'],
    ['a password with half a character', { password: 'secret\ud83d' }, 'password', null, 'character'],
    ['a password of 512 bytes', { password: 'ü'.repeat(256) }, 'password', null, 'long'],
    ['an empty Tailscale key', { tailscaleKey: ' \n' }, 'tailscale', null, 'empty'],
    ['two words for Tailscale', { tailscaleKey: 'tskey auth' }, 'tailscale', null, 'character'],
    ['a long Tailscale key', { tailscaleKey: 'x'.repeat(513) }, 'tailscale', null, 'long'],
    ['an empty age key', { ageKey: '' }, 'age', null, 'empty'],
    ['a public age key', { ageKey: 'age1qqqq\n' }, 'age', null, 'shape'],
    ['comments only', { ageKey: '# AGE-SECRET-KEY-1QQ\n' }, 'age', null, 'shape'],
    ['an age key and more', { ageKey: `${AGE_KEY}x\n` }, 'age', null, 'shape'],
    ['an empty file', { ownFile: new Uint8Array() }, 'own-file', null, 'empty'],
    ['a large file', { ownFile: new Uint8Array(MAX_OWN_FILE_BYTES + 1) }, 'own-file', null, 'long'],
  ])('is refused for %s, before anything is hashed', async (_, parts, what, ssid, reason) => {
    const made = ports();
    const error = await appErrorOf(makeSeed({ ...NOTHING, password: 'fine', hostKey: true, ...parts }, made));
    expect([error.code, error.facts]).toEqual(['secret-refused', { what, ssid, reason }]);
    expect(made.asked).toEqual([]);
  });

  it.each([
    ['8 characters', wifi('12345678')],
    ['63 characters with every sign', wifi(` !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~${'x'.repeat(29)} `)],
    ['a password of 511 bytes', { password: `${'ü'.repeat(255)}x` }],
    ['two identities', { ageKey: `${AGE_KEY}${AGE_KEY}` }],
    ['an identity without a line end', { ageKey: AGE_KEY.trimEnd() }],
  ])('can be made of %s', async (_, parts) => {
    const seed = await makeSeed({ ...NOTHING, ...parts }, ports());
    expect(seedSchema.safeParse(seed).success).toBe(true);
  });
});

describe('a password that was hashed before', () => {
  it('is taken as it is', async () => {
    const made = ports();
    expect((await makeSeed({ ...NOTHING, password: { hash: HASH } }, made)).passwordHash).toBe(HASH);
    expect(made.asked).toEqual([]);
  });

  it.each(['', 'secret', '$1$salt$hash', `${HASH}\n`])(
    'is refused when it is no hash that NixOS takes: %j',
    async (hash) => {
      const error = await appErrorOf(makeSeed({ ...NOTHING, password: { hash } }, ports()));
      expect(error.facts).toEqual({ what: 'password', ssid: null, reason: 'shape' });
    },
  );
});
