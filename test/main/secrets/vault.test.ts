import { describe, expect, it } from 'vitest';
import type { Secret } from '../../../src/contract/window/secrets.ts';
import { makeSeed } from '../../../src/core/seed/make-seed.ts';
import { createSeedPorts } from '../../../src/node/seed/seed-ports.ts';
import { sha512Crypt } from '../../../src/node/seed/sha512crypt.ts';
import { appErrorOf } from '../../support/errors.ts';
import { formsOf } from '../../support/secret-forms.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { ADA, IEEE, NEEDS, PASSPHRASE, PASSWORD, SECRETS, TAILSCALE } from './some-secrets.ts';
import { openVault, someKeyring } from './some-vault.ts';

const PARTS = {
  replace: false,
  hostName: null,
  authorizedKeys: [],
  country: null,
  ageKey: null,
  ownFile: null,
  hostKey: false,
};

describe('what is given', () => {
  it('is told as being there, and taken for a seed that the Pi can use', async () => {
    const { vault, now } = openVault(await tempFolder());
    for (const secret of SECRETS) await vault.set(secret);
    expect(now()).toEqual({
      passwords: [ADA],
      wifi: [
        { ssid: 'barn', security: 'wpa3' },
        { ssid: IEEE.ssid, security: 'wpa2' },
      ],
      tailscaleKeys: [ADA],
      remember: 'off',
    });

    const seed = await makeSeed({ ...PARTS, ...(await vault.takeFor(NEEDS)) }, createSeedPorts());
    const [, , rounds = '', salt = ''] = (seed.passwordHash ?? '').split('$');
    expect(seed.passwordHash).toBe(await sha512Crypt(PASSWORD, salt, Number(rounds.replace('rounds=', ''))));
    expect(seed.wifi).toEqual([
      { ssid: 'barn', hidden: true, security: 'wpa3', psk: null, passphrase: PASSPHRASE },
      { ssid: IEEE.ssid, hidden: false, security: 'wpa2', psk: IEEE.psk, passphrase: null },
      { ssid: 'café', hidden: false, security: 'open', psk: null, passphrase: null },
    ]);
    expect(seed.tailscaleKey).toBe(TAILSCALE);
  });

  it('is kept as a hash where a hash will do', async () => {
    const { vault } = openVault(await tempFolder());
    for (const secret of SECRETS) await vault.set(secret);
    const taken = JSON.stringify(await vault.takeFor(NEEDS));
    for (const form of [...formsOf(PASSWORD), `:"${IEEE.passphrase}"`]) expect(taken).not.toContain(form);
  });

  it('takes the place of what there was', async () => {
    const { vault, now } = openVault(await tempFolder());
    await vault.set({ kind: 'wifi', ssid: 'barn', security: 'wpa3', passphrase: 'the older one' });
    await vault.set({ kind: 'wifi', ssid: 'barn', security: 'wpa2+wpa3', passphrase: PASSPHRASE });
    expect(now()?.wifi).toEqual([{ ssid: 'barn', security: 'wpa2+wpa3' }]);
  });

  it.each<[string, Secret, object]>([
    [
      'an empty password',
      { kind: 'password', owner: ADA, password: '' },
      { what: 'password', ssid: null, reason: 'empty' },
    ],
    [
      'a line break in it',
      { kind: 'password', owner: ADA, password: 'a\nb' },
      { what: 'password', ssid: null, reason: 'character' },
    ],
    [
      'a short passphrase',
      { kind: 'wifi', ssid: 'barn', security: 'wpa2', passphrase: 'short' },
      { what: 'wifi', ssid: 'barn', reason: 'short' },
    ],
    [
      'the digits of WPA2 for WPA3',
      { kind: 'wifi', ssid: 'barn', security: 'wpa3', passphrase: 'AB'.repeat(32) },
      { what: 'wifi', ssid: 'barn', reason: 'hex-wpa3' },
    ],
    [
      'a blank in a key',
      { kind: 'tailscale', owner: ADA, key: 'tskey auth' },
      { what: 'tailscale', ssid: null, reason: 'character' },
    ],
  ])('is refused by core’s rules, and what was there stays: %s', async (_, secret, facts) => {
    const { vault, now } = openVault(await tempFolder());
    for (const one of SECRETS) await vault.set(one);
    const before = now();
    const error = await appErrorOf(vault.set(secret));
    expect([error.code, error.facts]).toEqual(['secret-refused', facts]);
    expect(now()).toEqual(before);
  });
});

describe('what is asked for', () => {
  it('is missing when it was given for another security, or not at all', async () => {
    const { vault } = openVault(await tempFolder());
    await vault.set({ kind: 'wifi', ssid: 'barn', security: 'wpa2', passphrase: PASSPHRASE });
    expect(await vault.missing(NEEDS)).toEqual({ password: true, wifi: NEEDS.wifi.slice(0, 2), tailscale: true });
    const error = await appErrorOf(vault.takeFor(NEEDS));
    expect([error.code, error.facts]).toEqual([
      'seed-incomplete',
      { host: 'greenhouse', password: true, wifi: `barn, ${IEEE.ssid}`, tailscale: true },
    ]);
  });

  it.each([
    { ...NEEDS, wifi: [], host: 'kitchen' },
    { ...NEEDS, wifi: [], user: 'bob' },
  ])('is missing when it was given for $user on $host alone, remembered or not', async (needs) => {
    const folder = await tempFolder();
    const keyring = someKeyring();
    const { vault } = openVault(folder, keyring);
    await vault.remember(true);
    for (const secret of SECRETS) await vault.set(secret);
    for (const one of [vault, openVault(folder, keyring).vault]) {
      expect(await one.missing(needs)).toEqual({ password: true, wifi: [], tailscale: true });
      expect(await appErrorOf(one.takeFor(needs))).toMatchObject({ code: 'seed-incomplete' });
    }
    // Each has its own, at the same time.
    await vault.set({ kind: 'password', owner: { host: needs.host, user: needs.user }, password: 'of somebody else' });
    const theirs = await vault.takeFor({ ...needs, tailscale: false });
    const mine = await vault.takeFor({ ...NEEDS, wifi: [] });
    expect(theirs.password).not.toEqual(mine.password);
    expect(mine.password).not.toBeNull();
  });

  it('is all that is taken', async () => {
    const { vault } = openVault(await tempFolder());
    for (const secret of SECRETS) await vault.set(secret);
    const taken = await vault.takeFor({ ...NEEDS, password: false, wifi: [], tailscale: false });
    expect(taken).toEqual({ password: null, wifi: [], tailscaleKey: null });
  });
});

describe('what is forgotten', () => {
  it('is the one that was named', async () => {
    const { vault, now } = openVault(await tempFolder());
    for (const secret of SECRETS) await vault.set(secret);
    await vault.forget({ kind: 'wifi', ssid: 'barn' });
    await vault.forget({ kind: 'password', owner: ADA });
    expect(now()).toMatchObject({ passwords: [], wifi: [{ ssid: IEEE.ssid }], tailscaleKeys: [ADA] });
    await vault.forget({ kind: 'all' });
    expect(now()).toMatchObject({ passwords: [], wifi: [], tailscaleKeys: [] });
  });

  it('is everything when the card is done, unless it is remembered', async () => {
    const { vault, now } = openVault(await tempFolder());
    await vault.set({ kind: 'password', owner: ADA, password: PASSWORD });
    await vault.remember(true);
    await vault.cardDone();
    expect(now()).toMatchObject({ passwords: [ADA], remember: 'on' });
    await vault.remember(false);
    await vault.cardDone();
    expect(now()).toMatchObject({ passwords: [], remember: 'off' });
  });

  it('stays forgotten, whatever was still being hashed', async () => {
    const { vault, now } = openVault(await tempFolder());
    await Promise.all([vault.set({ kind: 'password', owner: ADA, password: PASSWORD }), vault.forget({ kind: 'all' })]);
    expect(now()?.passwords).toEqual([]);
  });
});

it('never tells a secret, in a topic or an error', async () => {
  const { vault, told } = openVault(await tempFolder());
  const errors: string[] = [];
  const note = (error: unknown): void => void errors.push(`${String(error)} ${JSON.stringify(error)}`);
  for (const secret of SECRETS) await vault.set(secret);
  await vault.set({ kind: 'wifi', ssid: 'x', security: 'wpa2', passphrase: 'kürbis' }).catch(note);
  await vault.set({ kind: 'password', owner: ADA, password: `${PASSWORD}\u0000` }).catch(note);
  await vault.takeFor({ ...NEEDS, wifi: [{ ssid: 'other', hidden: false, security: 'wpa2' }] }).catch(note);
  expect(errors).toHaveLength(3);
  const said = JSON.stringify(told) + errors.join('\n');
  for (const secret of [PASSWORD, PASSPHRASE, TAILSCALE, IEEE.psk, 'kürbis', '$6$'])
    for (const form of formsOf(secret)) expect(said).not.toContain(form);
});
