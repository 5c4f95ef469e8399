import { expect } from 'vitest';
import { encodeSeed } from '../../src/core/seed/encode.ts';
import type { Seed } from '../../src/core/seed/seed.ts';
import { describeHostKey, newHostKey } from '../../src/node/seed/host-key.ts';
import { ID, base64, piWith, secretName, type Pi } from './flake-firstboot-support.ts';

export const HASH = `$6$salt$${'Vz5m5yq0Tn0C4./'.repeat(6).slice(0, 86)}`;
export const PSK = 'af'.repeat(32);
const PASSPHRASE = ' p@ss "w0rd" $HOME #1\\ ';
const KEYS = [
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP7FYyLB0s+ZGlFERpG2IqwTqqB1Q9SyKszDYaewkBKh ada@laptop',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl bob',
];
/** Bytes that no shell variable could hold. */
const OWN = Buffer.from([0, 13, 10, 255, 10, 10]);
const HOST_KEY = await newHostKey('barn');

/** Everything that a seed can have, as Nixberry makes it. */
export const WHOLE = {
  ...{ id: ID, replace: false, hostName: 'barn', authorizedKeys: KEYS, passwordHash: HASH, country: 'GB' },
  wifi: [
    { ssid: 'Home', hidden: false, security: 'wpa2', psk: PSK, passphrase: null },
    { ssid: 'Café 🌿', hidden: true, security: 'wpa2+wpa3', psk: PSK, passphrase: PASSPHRASE },
    { ssid: 'Guests', hidden: false, security: 'open', psk: null, passphrase: null },
  ],
  ...{ tailscaleKey: 'tskey-auth-x', sshHostKey: HOST_KEY, ageKey: '# mine\nAGE-SECRET-KEY-1X\n' },
  ownFile: base64(OWN),
} as const satisfies Seed;

/** What of it nobody else may ever see. */
export const SECRETS = [HASH, PSK, PASSPHRASE, 'tskey-auth-x', 'AGE-SECRET-KEY', HOST_KEY.split('\n')[2] ?? HOST_KEY];

/** A Pi with that seed in it, whose system knows the network `Home`. */
export function wholePi(text = encodeSeed(WHOLE)): Promise<Pi> {
  return piWith(text, [{ ssid: 'Home', security: 'wpa2', hidden: false }]);
}

/** What is there when all of it was taken. */
export function everything(): Readonly<Record<string, string>> {
  const [home, cafe, guests] = ['Home', 'Café 🌿', 'Guests'].map(secretName) as [string, string, string];
  const keyfile = (name: string): string => `connections/${name.replace('psk_', 'nixberry-')}.nmconnection`;
  return {
    chpasswd: `-e\nada:${HASH}\n`,
    'state/hostname': 'barn\n',
    'state/authorized_keys.d/ada': `${KEYS.join('\n')}\n`,
    'state/country': 'GB\n',
    'state/wifi.secrets': `${home}=${PSK}\n${cafe}=${PASSPHRASE}\n`,
    'state/wpa_supplicant.conf': expect.stringMatching(/^country=GB\n(network=\{\n( {2}.*\n)+\}\n){3}$/) as string,
    [keyfile(cafe)]: expect.stringContaining('[wifi-security]') as string,
    [keyfile(guests)]: expect.stringMatching(/^\[connection\](?!.*security)/s) as string,
    'state/tailscale.key': 'tskey-auth-x\n',
    'state/age.key': '# mine\nAGE-SECRET-KEY-1X\n',
    'state/own.file': OWN.toString('latin1'),
    'state/seed.id': `${ID}\n`,
    'ssh/ssh_host_ed25519_key': HOST_KEY,
    'ssh/ssh_host_ed25519_key.pub': `${describeHostKey(HOST_KEY).publicKey} barn\n`,
  };
}
