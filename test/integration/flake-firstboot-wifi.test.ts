import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TAKEN, hex, piWith, secretName, seedOf, start, type Declared, type Pi } from './flake-firstboot-support.ts';
import { readBySupplicant, type ReadNetwork } from './flake-wpa-supplicant.ts';

// What becomes of the seed's networks, as wpa_supplicant and NetworkManager read it.

interface Network {
  readonly ssid: Buffer;
  readonly hidden: boolean;
  readonly security: 'open' | 'wpa2' | 'wpa3' | 'wpa2+wpa3';
  readonly psk: string;
  readonly passphrase: string;
}

const line = ({ security, hidden, ssid, psk, passphrase }: Network): string =>
  `wifi=${[security, hidden ? 1 : 0, ssid.toString('hex'), psk, hex(passphrase)].join(',')}`;

async function piOf(networks: readonly Network[], declared: readonly Declared[] = []): Promise<Pi> {
  const pi = await piWith(seedOf(['country=DE', ...networks.map(line)]), declared);
  expect(await start(pi)).toEqual(TAKEN);
  return pi;
}

const PSK = '0123456789abcdef'.repeat(4);
const PASSPHRASE = ' "#\\ $x;';

function network(security: Network['security'], more: Partial<Network> = {}): Network {
  const secrets = { open: ['', ''], wpa2: [PSK, ''], wpa3: ['', PASSPHRASE], 'wpa2+wpa3': [PSK, PASSPHRASE] } as const;
  const [psk, passphrase] = secrets[security];
  return { ssid: Buffer.from(`a ${security}`), hidden: false, security, psk, passphrase, ...more };
}

/** How wpa_supplicant should try a network that its own file does not have. */
function wanted({ ssid, hidden, security, psk, passphrase }: Network): readonly ReadNetwork[] {
  const all = { ssid: ssid.toString('hex'), hidden };
  const wpa2 = { ...all, keys: ['WPA-PSK', 'WPA-PSK-SHA256'], psk, sae: null, priority: 1 };
  const sae = hex(passphrase);
  switch (security) {
    case 'open':
      return [{ ...all, keys: ['NONE'], psk: null, sae: null, priority: 1 }];
    case 'wpa2':
      return [wpa2];
    case 'wpa3':
      return [{ ...all, keys: ['SAE'], psk: null, sae, priority: 2 }];
    case 'wpa2+wpa3':
      return passphrase === '' ? [wpa2] : [{ ...wpa2, keys: [...wpa2.keys, 'SAE'], sae, priority: 2 }, wpa2];
  }
}

const KINDS = [
  network('open', { hidden: true }),
  network('wpa2'),
  network('wpa3'),
  network('wpa2+wpa3', { hidden: true }),
  network('wpa2+wpa3', { passphrase: '', ssid: Buffer.from('digits only') }),
];

const anyNetwork: fc.Arbitrary<Network> = fc
  .record({
    ssid: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 32 }), fc.constantFrom('#', '"', '72;101', ' 😀 ', '\0')),
    hidden: fc.boolean(),
    security: fc.constantFrom('open', 'wpa2', 'wpa3', 'wpa2+wpa3'),
    passphrase: fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 63 }),
  })
  .map(({ ssid, security, passphrase, hidden }) =>
    network(security, { ssid: Buffer.from(ssid), hidden, ...(security.includes('wpa3') ? { passphrase } : {}) }),
  );
const anyNetworks = fc.uniqueArray(anyNetwork, { maxLength: 12, selector: ({ ssid }) => ssid.toString('hex') });

describe('wpa_supplicant reads', () => {
  const confOf = (pi: Pi): string => path.join(pi.state, 'wpa_supplicant.conf');

  it('a network of each kind, and the country', async () => {
    const pi = await piOf(KINDS);
    expect(await readBySupplicant(confOf(pi))).toEqual({ country: 'DE', networks: KINDS.flatMap(wanted) });
  });

  it('whatever they are called', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(anyNetworks, async (networks) => {
      const read = await readBySupplicant(confOf(await piOf(networks)));
      expect(read.networks).toEqual(networks.flatMap(wanted));
    });
    await fc.assert(property, { numRuns: 15 });
  });

  it('of those that the system names only what its own file cannot have', async () => {
    const pi = await piOf(KINDS, KINDS);
    const { networks } = await readBySupplicant(confOf(pi));
    expect(networks).toEqual(KINDS.filter(({ passphrase }) => passphrase !== '').flatMap(wanted));
    // These have their secrets by name.
    expect(await readFile(path.join(pi.state, 'wifi.secrets'), 'utf8')).toBe(
      KINDS.slice(1)
        .map(({ ssid, psk, passphrase }) => `${secretName(ssid)}=${passphrase === '' ? psk : passphrase}\n`)
        .join(''),
    );
  });

  it('before what the system has of a network that the seed says something else of', async () => {
    const before = KINDS.map((one) => wanted(one).map((read) => ({ ...read, priority: read.priority + 2 }))).flat();
    for (const change of [{ hidden: 'other' }, { security: 'wpa2+wpa3' }, { security: 'open' }]) {
      const kinds = KINDS.filter(({ security }) => security !== change.security);
      const named = kinds.map((one) => ({
        ssid: one.ssid,
        security: change.security ?? one.security,
        hidden: change.hidden ? !one.hidden : one.hidden,
      }));
      const { networks } = await readBySupplicant(confOf(await piOf(kinds, named)));
      const ssids = kinds.map(({ ssid }) => ssid.toString('hex'));
      expect(networks).toEqual(before.filter(({ ssid }) => ssids.includes(ssid)));
    }
  });

  it('the empty file of a card without networks', async () => {
    const pi = await piWith(null);
    await writeFile(path.join(pi.dir, 'empty'), '');
    expect(await readBySupplicant(path.join(pi.dir, 'empty'))).toEqual({ country: null, networks: [] });
  });
});

describe('NetworkManager reads', () => {
  interface Profile {
    readonly ssid: string;
    readonly hidden: boolean;
    readonly keyManagement: string | null;
    readonly secret: string | null;
  }

  /** As nmcli, which checks it, writes it again. */
  async function profiles(pi: Pi): Promise<readonly Profile[]> {
    const files = await readdir(pi.connections).catch(() => []);
    return Promise.all(
      files.map(async (file) => {
        const inputFile = path.join(pi.connections, file);
        const argv = ['--offline', 'connection', 'modify', 'connection.id', 'checked'];
        const { stdout } = await execa('nmcli', argv, { inputFile, stripFinalNewline: false });
        const value = (key: string): string | null => new RegExp(`^${key}=(.*)$`, 'm').exec(stdout)?.[1] ?? null;
        const hidden = value('hidden') === 'true';
        const secret = value('psk');
        return {
          ...{ ssid: ssidOf(value('ssid') ?? ''), hidden, keyManagement: value('key-mgmt') },
          secret: secret === null ? null : unescape(secret),
        };
      }),
    );
  }

  const unescape = (text: string): string =>
    text.replaceAll(/\\(.)/g, (_, char: string) => ({ s: ' ', t: '\t', n: '\n', r: '\r' })[char] ?? char);
  const ssidOf = (value: string): string => {
    if (/^(\d{1,3};)+$/.test(value)) return Buffer.from(value.split(';').slice(0, -1).map(Number)).toString('hex');
    return hex(unescape(value).replaceAll('\\;', ';'));
  };
  const KEY_MANAGEMENT = { open: null, wpa2: 'wpa-psk', wpa3: 'sae', 'wpa2+wpa3': 'wpa-psk' };
  const profileOf = ({ ssid, hidden, security, psk, passphrase }: Network): Profile => ({
    ...{ ssid: ssid.toString('hex'), hidden, keyManagement: KEY_MANAGEMENT[security] },
    secret: security === 'open' ? null : passphrase === '' ? psk : passphrase,
  });
  const bySsid = (a: Profile, b: Profile): number => (a.ssid < b.ssid ? -1 : 1);

  it('a network of each kind', async () => {
    expect([...(await profiles(await piOf(KINDS)))].sort(bySsid)).toEqual(KINDS.map(profileOf).sort(bySsid));
  });

  it('whatever they are called', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(anyNetworks, async (networks) => {
      const read = await profiles(await piOf(networks));
      expect([...read].sort(bySsid)).toEqual(networks.map(profileOf).sort(bySsid));
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it('none that the system names, which has a profile of its own', async () => {
    expect(await profiles(await piOf(KINDS, KINDS))).toEqual([]);
  });

  it('one that the system names in another way before that', async () => {
    const named = KINDS.map((one) => ({ ...one, hidden: !one.hidden }));
    const pi = await piOf(KINDS, named);
    expect([...(await profiles(pi))].sort(bySsid)).toEqual(KINDS.map(profileOf).sort(bySsid));
    const [file = ''] = await readdir(pi.connections);
    expect(await readFile(path.join(pi.connections, file), 'utf8')).toMatch(
      /^\[connection\][^[]*\nautoconnect-priority=1\n/,
    );
  });
});
