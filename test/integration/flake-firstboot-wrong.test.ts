import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { ID, TAKEN, base64, fake, found, hex, piWith, seedOf, start, type Pi } from './flake-firstboot-support.ts';
import { HASH, PSK, everything, wholePi } from './flake-firstboot-whole.ts';

it('takes nothing of a seed that was cut, wherever', async () => {
  const seed = seedOf(['hostname=barn', `tailscale_key_b64=${base64('tskey-auth-x')}`]);
  // Without the line end at the end it is whole.
  const cuts = Array.from({ length: seed.length - 1 }, (_, at) => seed.slice(0, at));
  for (let begin = 0; begin < cuts.length; begin += 8)
    await Promise.all(
      cuts.slice(begin, begin + 8).map(async (cut) => {
        const pi = await piWith(cut);
        const { code, stderr, card } = await start(pi);
        expect({ code, card, cut }).toEqual({ code: 1, card: ['seed.conf'], cut });
        expect(stderr).toContain('no line end=1');
        expect(await found(pi)).toEqual({});
        expect(await readFile(pi.seed, 'utf8')).toBe(cut);
      }),
    );
});

it.each<[string, string | Buffer, string]>([
  ['nothing at all', '', 'no line end=1'],
  ['zeros, as a file that was never written to its end', Buffer.alloc(700), 'damaged'],
  ['zeros in its middle', seedOf(['hostname=ba\0rn']), 'damaged'],
  ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${seedOf(['hostname=barn'])}`, 'utf16le'), 'UTF-16'],
  ['something else', 'ssid="x"\nend=1\n', 'does not begin with'],
  ['another case of the letters', seedOf([]).replace('nixberry', 'Nixberry'), 'does not begin with'],
  ['a newer format', seedOf([]).replace('seed=1', 'seed=2'), 'does not know yet'],
  ['no id', 'nixberry-seed=1\nhostname=barn\nend=1\n', 'no id'],
  ['an id that leads elsewhere', seedOf([], '../../../etc/xx'), 'no id'],
  ['more than a seed can be', seedOf([`# ${'x'.repeat(300_000)}`]), 'too large'],
])('leaves alone what is no seed: %s', async (_what, seed, words) => {
  const pi = await piWith(seed);
  const { code, stderr, card } = await start(pi);
  expect({ code, card }).toEqual({ code: 1, card: ['seed.conf'] });
  expect(stderr).toContain(words);
  expect(await found(pi)).toEqual({});
  expect((await readFile(pi.seed)).equals(Buffer.from(seed))).toBe(true);
});

describe('what is wrong in a seed', () => {
  const PLAIN = 'geheim-geheim';
  const secret = (security: string, psk: string, passphrase: string): string =>
    `wifi=${security},0,${hex('Home')},${psk},${passphrase}`;

  it.each<[string, readonly string[], number]>([
    ['a host name that is none', ['hostname=../barn'], 1],
    ['what is no base64', ['authorized_keys_b64=%%%'], 1],
    ['base64 that is cut', [`authorized_keys_b64=${base64('ssh-ed25519 AAAAB').slice(0, -1)}`], 1],
    ["the owner's file in no base64", [`own_file_b64=${PLAIN}`], 1],
    ['a password that is no hash', [`password_hash_b64=${base64(PLAIN)}`], 1],
    ['a hash that is cut', [`password_hash_b64=${base64(HASH.slice(0, -1))}`], 1],
    ['a hash with a second account', [`password_hash_b64=${base64(`${HASH}\nroot:${HASH}`)}`], 1],
    ['a hash of an old kind', [`password_hash_b64=${base64('$1$salt$qJH7.N4xYta3aEG/dfqo/0')}`], 1],
    ['a country that is none', ['country=gb'], 1],
    ['what only a newer system knows', [`${PLAIN}=1`], 1],
    ['a line that says nothing', [PLAIN], 1],
    ['base64 that an editor has wrapped', [`${base64(PLAIN)}=${base64(PLAIN)}`], 1],
    ['a key with two values', ['country=GB', `country=${PLAIN}`], 1],
    ['several of these', ['hostname=-', `${PLAIN}=1`, 'authorized_keys_b64=%'], 3],
    ['a network without an SSID', [`wifi=open,0,,,`], 1],
    ['a network with an SSID that is too long', [`wifi=open,0,${'61'.repeat(33)},,`], 1],
    ['a network of an unknown kind', [secret('wep', PSK, '')], 1],
    ['a network with half a byte', [`wifi=open,0,616,,`], 1],
    ['a network that is neither hidden nor not', [`wifi=open,2,6161,,`], 1],
    ['a network with too much', [`${secret('wpa2', PSK, '')},${PLAIN}`], 1],
    ['WPA2 without its PSK', [secret('wpa2', '', hex(PLAIN))], 1],
    ['WPA3 without a passphrase', [secret('wpa3', PSK, '')], 1],
    ['a PSK that is too short', [secret('wpa2', PSK.slice(2), '')], 1],
    ['a passphrase that is too short', [secret('wpa3', '', hex('1234567'))], 1],
    ['a passphrase that is too long', [secret('wpa3', '', hex('x'.repeat(64)))], 1],
    ['a passphrase with a line end', [secret('wpa3', '', hex(`${PLAIN}\n#`))], 1],
    ['a passphrase in other letters', [secret('wpa3', '', hex('Käsekuchen'))], 1],
    ['a network twice', [secret('wpa2', PSK, ''), secret('wpa2', PSK, '')], 1],
    ['a host key that is none', [`ssh_host_ed25519_key_b64=${base64(PLAIN)}`], 1],
  ])('is told and left out, the rest is taken, and the seed stays: %s', async (_what, wrong, sentences) => {
    const seed = seedOf([...wrong, 'replace=0', `tailscale_key_b64=${base64('t')}`]);
    const pi = await piWith(seed);
    const { code, stderr, card } = await start(pi);
    expect({ code, card }).toEqual({ code: 1, card: ['seed.conf'] });
    expect(stderr.split('\n').map((line) => line.slice(0, 10))).toEqual(Array(sentences).fill('nixberry: '));
    for (const secret of [PLAIN, PSK, hex(PLAIN), base64(PLAIN), '$6$', '$1$']) expect(stderr).not.toContain(secret);
    expect(await readFile(pi.seed, 'utf8')).toBe(seed);
    const left = await found(pi);
    expect(left).toMatchObject({ 'state/tailscale.key': 't\n' });
    expect(Object.keys(left)).not.toContain('state/seed.id');
    expect(JSON.stringify(left)).not.toContain(PLAIN);
  });
});

describe('a password hash', () => {
  it.each([HASH, `$6$rounds=65536$salt$${'a'.repeat(86)}`, `$y$j9T$F5Jx5fExrKuPp53xLKQ..1$${'b'.repeat(43)}`])(
    'of %j is taken',
    async (hash) => {
      const pi = await piWith(seedOf([`password_hash_b64=${base64(hash)}`]));
      expect(await start(pi)).toEqual(TAKEN);
      expect(await found(pi)).toEqual({ chpasswd: `-e\nada:${hash}\n`, 'state/seed.id': `${ID}\n` });
    },
  );

  it('that could not be set is tried again at the next start', async () => {
    const pi = await wholePi();
    await fake(pi, 'chpasswd', 'exit 1');
    expect(await start(pi)).toMatchObject({
      code: 1,
      card: ['seed.conf'],
      stderr: expect.stringContaining('password') as string,
    });
    expect(await found(pi)).not.toHaveProperty(['state/seed.id']);
    await rm(path.join(pi.dir, 'bin/chpasswd'));
    await fake(pi, 'chpasswd', `echo "$@" > ${pi.dir}/chpasswd; cat >> ${pi.dir}/chpasswd`);
    expect(await start(pi)).toEqual(TAKEN);
    expect(await found(pi)).toEqual(everything());
  });

  it('is set once, though its seed is taken again: a `passwd` in between counts', async () => {
    const password = `password_hash_b64=${base64(HASH)}`;
    const pi = await piWith(seedOf([password, 'country=none']));
    for (const says of [`-e\nada:${HASH}\n`, undefined]) {
      expect(await start(pi)).toMatchObject({ code: 1, card: ['seed.conf'] });
      expect((await found(pi)).chpasswd).toBe(says);
      await rm(path.join(pi.dir, 'chpasswd'), { force: true });
    }
    await writeFile(pi.seed, seedOf([password]));
    expect(await start(pi)).toEqual(TAKEN);
    expect(await found(pi)).toEqual({ 'state/seed.id': `${ID}\n` });
    await writeFile(pi.seed, seedOf(['replace=1', password], 'fedcba9876543210'));
    expect(await start(pi)).toEqual(TAKEN);
    expect((await found(pi)).chpasswd).toBe(`-e\nada:${HASH}\n`);
  });
});

describe('an SSH host key', () => {
  const theirs = 'the one that it has';

  async function piWithKey(key: string): Promise<Pi> {
    const pi = await piWith(seedOf([`ssh_host_ed25519_key_b64=${base64(key)}`]));
    await mkdir(pi.ssh);
    await writeFile(path.join(pi.ssh, 'ssh_host_ed25519_key'), theirs);
    return pi;
  }

  async function keyOf(argv: readonly string[], dir: string): Promise<string> {
    const file = path.join(dir, 'made');
    await execa('ssh-keygen', ['-q', '-f', file, ...argv]);
    return readFile(file, 'utf8');
  }

  it('of ssh-keygen takes the place of what there was', async () => {
    const pi = await piWithKey('');
    const key = await keyOf(['-t', 'ed25519', '-N', '', '-C', 'a b'], pi.dir);
    await writeFile(pi.seed, seedOf([`ssh_host_ed25519_key_b64=${base64(key)}`]));
    expect(await start(pi)).toEqual(TAKEN);
    expect(await readFile(path.join(pi.ssh, 'ssh_host_ed25519_key'), 'utf8')).toBe(key);
    const made = await readFile(path.join(pi.dir, 'made.pub'), 'utf8');
    expect(await readFile(path.join(pi.ssh, 'ssh_host_ed25519_key.pub'), 'utf8')).toBe(made);
  });

  it.each<[string, readonly string[] | null]>([
    ['of another kind', ['-t', 'ecdsa', '-N', '']],
    ['with a passphrase', ['-t', 'ed25519', '-N', 'secret']],
    ['in another format', ['-t', 'ecdsa', '-m', 'PEM', '-N', '']],
    ['that is cut', null],
  ])('%s does not', async (_what, argv) => {
    const pi = await piWithKey('');
    const good = await keyOf(argv ?? ['-t', 'ed25519', '-N', ''], pi.dir);
    const key = argv === null ? good.slice(0, 200) : good;
    await writeFile(pi.seed, seedOf([`ssh_host_ed25519_key_b64=${base64(key)}`]));
    const { code, stderr } = await start(pi);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('keeps the one that it has') as string,
    });
    const left = Object.entries(await found(pi)).filter(([file]) => !file.startsWith('made'));
    expect(left).toEqual([['ssh/ssh_host_ed25519_key', theirs]]);
  });
});
