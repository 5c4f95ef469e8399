import { createHash, randomBytes } from 'node:crypto';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { passwordProblem } from '../../src/core/seed/card-secrets.ts';
import { hashPassword } from '../../src/node/seed/password-hash.ts';
import { sha512Crypt } from '../../src/node/seed/sha512crypt.ts';
import { wifiPsk } from '../../src/node/seed/wifi-psk.ts';

const RUN = { stripFinalNewline: false, timeout: 60_000 } as const;

/** crypt(3), which checks passwords when somebody logs in: of lines `HASH PASSWORD-IN-HEX` those that do not fit. */
const CRYPT = `while (<STDIN>) {
  my ($hash, $hex) = split;
  print "$hex\\n" if crypt(pack("H*", $hex // ""), $hash) ne $hash;
}`;

async function refusedByCrypt(pairs: readonly (readonly [hash: string, password: string])[]): Promise<string> {
  const input = pairs.map(([hash, password]) => `${hash} ${Buffer.from(password).toString('hex')}\n`).join('');
  return (await execa('perl', ['-e', CRYPT], { ...RUN, input })).stdout;
}

describe('a password hash', () => {
  it('is that of crypt(3) for every length, salt and number of rounds', async () => {
    const hashed = Array.from({ length: 300 }, async (_, length) => {
      const password = randomBytes(length + 1)
        .toString('base64')
        .slice(0, length + 1);
      const salt = randomBytes(12)
        .toString('base64')
        .replaceAll('+', '.')
        .slice(0, 1 + (length % 16));
      return [await sha512Crypt(password, salt, 1000 + length), password] as const;
    });
    expect(await refusedByCrypt(await Promise.all(hashed))).toBe('');
  });

  it('lets in with any password that we take, and with no other', async () => {
    const passwords = ['x', 'Käsekuchen 🐑', ` "'\\$\`#:;=% `, 'a'.repeat(64), 'b'.repeat(128), `${'ü'.repeat(255)}x`];
    expect(passwords.map(passwordProblem)).toEqual(passwords.map(() => null));
    const pairs = await Promise.all(passwords.map(async (one) => [await hashPassword(one), one] as const));
    expect(await refusedByCrypt(pairs)).toBe('');
    expect(await refusedByCrypt(pairs.map(([hash]) => [hash, 'wrong']))).toBe('77726f6e67\n'.repeat(passwords.length));
  });

  it('is that of openssl', async () => {
    const argv = ['passwd', '-6', '-salt', 'rounds=65536$./saltSALT09', '-stdin'];
    const { stdout } = await execa('openssl', argv, { ...RUN, input: 'correct horse\n' });
    expect(stdout).toBe(`${await sha512Crypt('correct horse', './saltSALT09', 65_536)}\n`);
  });
});

describe('a PSK', () => {
  it.each([
    ['Home', 'correct horse'],
    [`Ada's "$HOME" \`x\``, ` "'\\$\`#:;=% `],
    ['Käsekuchen 🐑', '12345678'],
    ['x'.repeat(32), 'y'.repeat(63)],
  ])('of %s is that of wpa_passphrase', async (ssid, passphrase) => {
    const { stdout } = await execa('wpa_passphrase', [ssid], { ...RUN, input: `${passphrase}\n` });
    expect(/^\tpsk=([0-9a-f]+)$/m.exec(stdout)?.[1]).toBe(await wifiPsk(passphrase, ssid));
  });

  it('is never that of another SSID', async () => {
    const digests = await Promise.all(['Home', 'home', 'Home '].map((ssid) => wifiPsk('correct horse', ssid)));
    expect(new Set(digests.map((psk) => createHash('sha256').update(psk).digest('hex'))).size).toBe(3);
  });
});
