import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { encodeSeed } from '../../src/core/seed/encode.ts';
import {
  ID,
  SCRIPTS,
  TAKEN,
  base64,
  fake,
  found,
  hex,
  modes,
  secretName,
  seedOf,
  start,
} from './flake-firstboot-support.ts';
import { SECRETS, WHOLE, everything, wholePi } from './flake-firstboot-whole.ts';

describe('a whole seed', () => {
  it.each<[string, (seed: string) => string]>([
    ['as Nixberry writes it', (seed) => seed],
    ['without the last line end', (seed) => seed.trimEnd()],
    ['with the line ends of Windows', (seed) => seed.replaceAll('\n', '\r\n')],
    ['with the byte order mark of Windows', (seed) => `\ufeff${seed}`],
    ['with empty lines and comments', (seed) => `# made by hand\n\n${seed.replaceAll('\n', '\n\n#\n')}`],
    ['with a line twice', (seed) => seed.replace('hostname=barn\n', 'hostname=barn\nhostname=barn\n')],
    [
      'with the line ends of Windows in texts',
      (seed) =>
        seed.replaceAll(/(authorized_keys|age_key|ssh_host_ed25519_key)_b64=(.*)/g, (_, key: string, code: string) => {
          return `${key}_b64=${base64(Buffer.from(code, 'base64').toString().replaceAll('\n', '\r\n'))}`;
        }),
    ],
  ])('%s is taken over, noted and wiped', async (_what, change) => {
    const pi = await wholePi(change(encodeSeed(WHOLE)));
    expect(await start(pi)).toEqual(TAKEN);
    expect(await found(pi)).toEqual(everything());
    expect(await readFile(path.join(pi.dir, 'card/nixberry/used.conf'), 'utf8')).toBe(`id=${ID}\n`);
    // Without a seed nothing happens.
    expect(await start(pi)).toEqual(TAKEN);
    expect(await found(pi)).toEqual(everything());
  });

  it('is read by those only who need it', async () => {
    const pi = await wholePi();
    // Here is no such user; that it is asked for is to be seen.
    await fake(pi, 'id', 'test "$1" = wpa_supplicant');
    const owner = 's/-o [a-z_]*//';
    await fake(pi, 'install', `echo "$@" >> ${pi.dir}/installs; exec /usr/bin/install $(echo "$@" | sed '${owner}')`);
    expect(await start(pi)).toEqual(TAKEN);
    const installs = (await readFile(path.join(pi.dir, 'installs'), 'utf8')).split('\n');
    const owned = installs.flatMap((line) => {
      const [, owner = '', file = ''] = /-o (\S+) \/dev\/null (\S+)\.(?:new|seed)$/.exec(line) ?? [];
      return owner === '' ? [] : [[path.relative(pi.dir, file), owner]];
    });
    const theirs = ['state/wifi.secrets', 'state/wpa_supplicant.conf'];
    expect(owned.filter(([, owner]) => owner !== 'root').map(([file]) => file)).toEqual(theirs);
    expect(owned.length).toBe(14);
    const made = await modes(pi);
    const open = Object.entries(made).filter(([, mode]) => !mode.endsWith('00'));
    expect(Object.fromEntries(open)).toEqual({
      ...{ state: '755', 'state/hostname': '644', 'state/country': '644', 'state/seed.id': '644' },
      ...{ 'state/authorized_keys.d': '755', 'state/authorized_keys.d/ada': '644' },
      ...{ ssh: '755', 'ssh/ssh_host_ed25519_key.pub': '644' },
    });
    expect(made['ssh/ssh_host_ed25519_key']).toBe('600');
    expect(made.connections).toBe('700');
    for (const name of ['tailscale.key', 'age.key', 'own.file', 'wifi.secrets', 'wpa_supplicant.conf'])
      expect(made[`state/${name}`]).toBe('400');
  });

  it('gives no secret away in arguments or in what is said', async () => {
    const pi = await wholePi();
    const trace = path.join(pi.dir, 'trace');
    const places = [path.join(pi.dir, 'card'), pi.state, 'ada', pi.ssh, pi.connections, path.join(pi.dir, 'declared')];
    const script = path.join(SCRIPTS, 'firstboot.sh');
    const argv = ['-f', '-v', '-s', '100000', '-e', 'trace=execve,openat,open', '-o', trace, 'bash', script, ...places];
    const { exitCode, all } = await execa('strace', argv, {
      ...{ all: true, reject: false },
      env: { PATH: `${pi.dir}/bin:${process.env.PATH ?? ''}` },
    });
    expect(exitCode).toBe(0);
    const log = await readFile(trace, 'utf8');
    expect(log).toContain('chpasswd');
    for (const secret of SECRETS.flatMap((one) => [one, hex(one), base64(one).slice(0, -4)]))
      expect([log, all].map((text) => text.includes(secret))).toEqual([false, false]);
    // Nor do here-documents lay them into temporary files.
    const written = log.split('\n').filter((line) => /O_WRONLY|O_RDWR/.test(line) && !line.includes(pi.dir));
    expect(written.filter((line) => !line.includes('"/dev/'))).toEqual([]);
  });
});

describe('a Pi that has taken a seed', () => {
  const OTHER = 'fedcba9876543210';

  it('wipes the same one when it comes again, and takes nothing of it', async () => {
    const pi = await wholePi();
    expect(await start(pi)).toEqual(TAKEN);
    // The person has set another password meanwhile.
    await fake(pi, 'chpasswd', 'exit 1');
    await writeFile(path.join(pi.state, 'hostname'), 'shed\n');
    await writeFile(pi.seed, encodeSeed(WHOLE));
    expect(await start(pi)).toEqual(TAKEN);
    expect(await found(pi)).toEqual({ ...everything(), 'state/hostname': 'shed\n' });
  });

  it('leaves another one alone and says why, unless that is marked', async () => {
    const pi = await wholePi();
    expect(await start(pi)).toEqual(TAKEN);
    await writeFile(pi.seed, seedOf(['hostname=shed'], OTHER));
    expect(await start(pi)).toEqual({
      ...{ code: 1, stderr: expect.stringContaining('replace=1') as string },
      card: ['seed.conf', 'used.conf'],
    });
    expect(await found(pi)).toEqual(everything());

    await writeFile(pi.seed, seedOf(['replace=1', 'hostname=shed'], OTHER));
    expect(await start(pi)).toEqual(TAKEN);
    // What a seed says nothing of stays as it is.
    expect(await found(pi)).toEqual({ ...everything(), 'state/hostname': 'shed\n', 'state/seed.id': `${OTHER}\n` });
    expect(await readFile(path.join(pi.dir, 'card/nixberry/used.conf'), 'utf8')).toBe(`id=${OTHER}\n`);
  });

  it('leaves a later one alone whose end has not arrived', async () => {
    const pi = await wholePi();
    expect(await start(pi)).toEqual(TAKEN);
    const cut = Buffer.from(seedOf(['replace=1', 'hostname=shed'], OTHER)).fill(0, 60);
    await writeFile(pi.seed, cut);
    const { code, stderr, card } = await start(pi);
    expect({ code, card }).toEqual({ code: 1, card: ['seed.conf', 'used.conf'] });
    expect(stderr).toContain('damaged');
    expect((await readFile(pi.seed)).equals(cut)).toBe(true);
  });

  it('gets the networks of a later one in place of those of the first', async () => {
    const pi = await wholePi();
    expect(await start(pi)).toEqual(TAKEN);
    await writeFile(path.join(pi.connections, 'mine.nmconnection'), 'mine');
    await writeFile(pi.seed, seedOf(['replace=1', `wifi=open,0,${hex('New')},,`], OTHER));
    expect(await start(pi)).toEqual(TAKEN);
    const files = await found(pi);
    expect(
      Object.keys(files)
        .filter((name) => name.startsWith('connections/'))
        .sort(),
    ).toEqual(['connections/mine.nmconnection', `connections/nixberry-${secretName('New').slice(4)}.nmconnection`]);
    expect(files['state/wifi.secrets']).toBe('');
    // The country is still the first one's.
    const block = ['network={', `  ssid=${hex('New')}`, '  scan_ssid=0', '  key_mgmt=NONE', '  priority=1', '}', ''];
    expect(files['state/wpa_supplicant.conf']).toBe(['country=GB', ...block].join('\n'));
  });

  it('gets another country, and keeps its networks', async () => {
    const pi = await wholePi();
    expect(await start(pi)).toEqual(TAKEN);
    const before = await found(pi);
    await writeFile(pi.seed, seedOf(['replace=1', 'country=FR'], OTHER));
    expect(await start(pi)).toEqual(TAKEN);
    const { 'state/wpa_supplicant.conf': conf, 'state/country': country } = await found(pi);
    expect(country).toBe('FR\n');
    expect(conf).toBe(before['state/wpa_supplicant.conf']?.replace('country=GB', 'country=FR'));
  });
});
