import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

// firstboot.sh, which takes over what is on a card, run here. It gets every path as an argument.

const SCRIPT = path.resolve('assets/flake/project/modules/firstboot.sh');
const HASH = `$6$salt$${'Vz5m5yq0Tn0C4./'.repeat(6).slice(0, 86)}`;
const WIFI = 'psk_0a1b2c3d=p@ss w0rd "x" $HOME #1\npsk_00000000=zwei=drei\n';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('firstboot.sh', () => {
  const KEYS = 'ssh-ed25519 AAAA ada\nssh-rsa BBBB bob\n';
  const WHOLE = [
    'hostname=barn',
    `authorized_keys_b64=${base64(KEYS)}`,
    `password_hash_b64=${base64(HASH)}`,
    `wifi_secrets_b64=${base64(WIFI)}`,
    `tailscale_key_b64=${base64('tskey-auth-x')}`,
    'end=1',
  ];
  const seedOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

  interface Card {
    readonly dir: string;
    readonly state: string;
    readonly seed: string;
  }

  /** A seed with this text, and a `chpasswd` that writes down what it is given. */
  async function card(seed: string): Promise<Card> {
    const dir = await tempFolder();
    const one = { dir, state: path.join(dir, 'state'), seed: path.join(dir, 'seed.conf') };
    await mkdir(path.join(dir, 'bin'));
    await fake(one, 'chpasswd', `echo "$@" > ${dir}/chpasswd; cat >> ${dir}/chpasswd`);
    await writeFile(one.seed, seed);
    return one;
  }

  /** Another program in the place of one that the script calls. */
  async function fake({ dir }: Card, name: string, script: string): Promise<void> {
    await writeFile(path.join(dir, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  interface Run {
    readonly code: number | undefined;
    readonly stderr: string;
    /** What is left of the seed. */
    readonly left: readonly string[];
  }

  async function run({ dir, seed, state }: Card): Promise<Run> {
    const { exitCode, stderr } = await execa('bash', [SCRIPT, seed, state, 'ada'], {
      env: { PATH: `${dir}/bin:${process.env.PATH ?? ''}` },
      reject: false,
    });
    return { code: exitCode, stderr, left: (await readdir(dir)).filter((name) => name.startsWith('seed')) };
  }

  /** Every file of the state, and what was given to `chpasswd`. */
  async function found({ dir, state }: Card): Promise<Readonly<Record<string, string>>> {
    const names = await readdir(state, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = names.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
    const texts = [...files, path.join(dir, 'chpasswd')].map(async (file): Promise<[string, string]> => [
      path.relative(state, file),
      await readFile(file, 'utf8').catch(() => ''),
    ]);
    return Object.fromEntries((await Promise.all(texts)).filter(([, text]) => text !== ''));
  }

  const EVERYTHING = {
    hostname: 'barn\n',
    'authorized_keys.d/ada': KEYS,
    '../chpasswd': `-e\nada:${HASH}\n`,
    'wifi.secrets': WIFI,
    'tailscale.key': 'tskey-auth-x\n',
  };
  const DONE: Run = { code: 0, stderr: '', left: [] };

  it.each<[string, string]>([
    ['as it should be', seedOf(WHOLE)],
    ['without the last line end', seedOf(WHOLE).trimEnd()],
    ['with the line ends of Windows', seedOf(WHOLE).replaceAll('\n', '\r\n')],
    ['with the byte order mark of Windows', `\ufeff${seedOf(WHOLE)}`],
    ['with empty lines and comments', `# made by hand\n\n${seedOf(WHOLE)}`],
    ['with a line twice', seedOf([WHOLE[0]!, ...WHOLE])],
    [
      'with the line ends of Windows in values',
      seedOf(
        WHOLE.map((line) =>
          line.replace(/_b64=(.*)/, (_, code: string) => {
            return `_b64=${base64(Buffer.from(code, 'base64').toString().replaceAll('\n', '\r\n'))}`;
          }),
        ),
      ),
    ],
  ])('takes over everything of a seed %s', async (_what, seed) => {
    const one = await card(seed);
    expect(await run(one)).toEqual(DONE);
    expect(await found(one)).toEqual(EVERYTHING);
    // Without a seed nothing happens.
    expect(await run(one)).toEqual(DONE);
    expect(await found(one)).toEqual(EVERYTHING);
  });

  it('lets only those read a secret who need it', async () => {
    const one = await card(seedOf(WHOLE));
    // Here is no such user; that it is asked for is to be seen.
    await fake(one, 'id', 'test "$1" = wpa_supplicant');
    await fake(
      one,
      'install',
      `echo "$@" >> ${one.dir}/installs; exec /usr/bin/install $(echo "$@" | sed 's/-o [a-z_]*//')`,
    );
    expect(await run(one)).toEqual(DONE);
    const installs = (await readFile(path.join(one.dir, 'installs'), 'utf8'))
      .replaceAll(`${one.state}/`, '')
      .split('\n');
    expect(installs.filter((line) => line.includes('/dev/null'))).toEqual([
      '-m 0644 -o root /dev/null hostname.new',
      '-m 0644 -o root /dev/null authorized_keys.d/ada.new',
      '-m 0400 -o wpa_supplicant /dev/null wifi.secrets.new',
      '-m 0400 -o root /dev/null tailscale.key.new',
    ]);
    const modeOf = async (name: string): Promise<number> => (await stat(path.join(one.state, name))).mode & 0o777;
    expect(await modeOf('hostname')).toBe(0o644);
    expect(await modeOf('authorized_keys.d')).toBe(0o755);
    expect(await modeOf('authorized_keys.d/ada')).toBe(0o644);
    expect(await modeOf('wifi.secrets')).toBe(0o400);
    expect(await modeOf('tailscale.key')).toBe(0o400);
  });

  it('takes nothing of a seed that was cut, wherever', async () => {
    const whole = seedOf(WHOLE);
    // Without the line end at the end it is whole.
    const cuts = Array.from({ length: whole.length - 1 }, (_, at) => whole.slice(0, at));
    for (let start = 0; start < cuts.length; start += 16)
      await Promise.all(
        cuts.slice(start, start + 16).map(async (cut) => {
          const one = await card(cut);
          const { code, stderr, left } = await run(one);
          expect({ code, left, cut }).toEqual({ code: 1, left: ['seed.conf'], cut });
          expect(stderr).toContain('no line end=1');
          expect(await found(one)).toEqual({});
          expect(await readFile(one.seed, 'utf8')).toBe(cut);
        }),
      );
  });

  it.each<[string, readonly string[], number]>([
    ['a host name that is none', ['hostname=../barn'], 1],
    ['what is no base64', ['authorized_keys_b64=%%%'], 1],
    ['base64 that is cut', [`authorized_keys_b64=${base64('ssh-ed25519 AAAAB').slice(0, -1)}`], 1],
    ['a password that is no hash', [`password_hash_b64=${base64('plain')}`], 1],
    ['a hash that is cut', [`password_hash_b64=${base64(HASH.slice(0, -1))}`], 1],
    ['a hash with a second account', [`password_hash_b64=${base64(`${HASH}\nroot:${HASH}`)}`], 1],
    ['a hash of an old kind', [`password_hash_b64=${base64('$1$salt$qJH7.N4xYta3aEG/dfqo/0')}`], 1],
    ['what only a newer system knows', ['something_new=1'], 1],
    ['a line that says nothing', ['hello'], 1],
    ['a key with two values', ['tailscale_key_b64=dA==', 'tailscale_key_b64=dQ=='], 1],
    ['several of these', ['hostname=-', 'something_new=1', 'authorized_keys_b64=%'], 3],
  ])('takes the rest beside %s, says so, and keeps the seed', async (_what, wrong, sentences) => {
    const seed = seedOf([...wrong, `wifi_secrets_b64=${base64(WIFI)}`, 'end=1']);
    const one = await card(seed);
    const { code, stderr, left } = await run(one);
    expect({ code, left }).toEqual({ code: 1, left: ['seed.conf'] });
    expect(stderr.split('\n')).toHaveLength(sentences);
    expect(stderr).not.toMatch(/plain|\$6\$|\$1\$/);
    expect(await readFile(one.seed, 'utf8')).toBe(seed);
    const { 'tailscale.key': first, ...rest } = await found(one);
    expect(rest).toEqual({ 'wifi.secrets': WIFI });
    expect([undefined, 't\n']).toContain(first);
  });

  it.each([HASH, `$6$rounds=5000$salt$${'a'.repeat(86)}`, `$y$j9T$F5Jx5fExrKuPp53xLKQ..1$${'b'.repeat(43)}`])(
    'takes the hash %s',
    async (hash) => {
      const one = await card(seedOf([`password_hash_b64=${base64(hash)}`, 'end=1']));
      expect(await run(one)).toEqual(DONE);
      expect(await found(one)).toEqual({ '../chpasswd': `-e\nada:${hash}\n` });
    },
  );

  it('keeps the seed when the password could not be set', async () => {
    const one = await card(seedOf(WHOLE));
    await fake(one, 'chpasswd', 'exit 1');
    const failed = await run(one);
    expect(failed).toMatchObject({ code: 1, left: ['seed.conf'] });
    expect(failed.stderr).toContain('the password could not be set');
    expect({ ...(await found(one)), '../chpasswd': EVERYTHING['../chpasswd'] }).toEqual(EVERYTHING);
    expect(await found(one)).not.toHaveProperty(['../chpasswd']);
    await fake(one, 'chpasswd', `echo "$@" > ${one.dir}/chpasswd; cat >> ${one.dir}/chpasswd`);
    expect(await run(one)).toEqual(DONE);
    expect(await found(one)).toEqual(EVERYTHING);
  });

  it.each(['sync', 'dd', 'rm'])('goes on where a power cut at `%s` has ended it', async (program) => {
    const one = await card(seedOf(WHOLE));
    await fake(one, program, 'kill -9 $PPID');
    expect((await run(one)).left).toEqual([program === 'sync' ? 'seed.conf' : 'seed.conf.taken']);
    expect(await found(one)).toEqual(EVERYTHING);
    await rm(path.join(one.dir, 'bin', program));
    // What was taken already is not read again.
    if (program !== 'sync') await fake(one, 'chpasswd', 'exit 1');
    expect(await run(one)).toEqual(DONE);
    expect(await found(one)).toEqual(EVERYTHING);
  });

  it('overwrites the seed before it is removed', async () => {
    const one = await card(seedOf(WHOLE));
    await fake(one, 'rm', `cp "$2" ${one.dir}/wiped; exec /bin/rm "$@"`);
    expect(await run(one)).toEqual(DONE);
    expect(await readFile(path.join(one.dir, 'wiped'))).toEqual(Buffer.alloc(seedOf(WHOLE).length));
  });
});
