import { execa } from 'execa';
import { readFile, readdir, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/waiting.ts';
import { jsonLines, useCli, type CliEnd } from './run-cli.ts';

const cli = useCli();
const SECRETS = {
  password: 'Marked $ecret',
  wifi: { Home: 'marked horse battery' },
  tailscale: 'tskey-auth-marked',
};
const MARKED = [SECRETS.password, SECRETS.wifi.Home, SECRETS.tailscale];

/** Runs the program with secrets on its standard input. */
async function runWith(secrets: unknown, ...args: readonly string[]): Promise<CliEnd> {
  const input = typeof secrets === 'string' ? secrets : JSON.stringify(secrets);
  const argv = [cli.program(), ...args, '--secrets-fd', '0'];
  const { exitCode, stdout, stderr } = await execa(process.execPath, argv, { input, reject: false });
  return { code: exitCode ?? null, stdout, stderr };
}

async function seedFile(...args: readonly string[]): Promise<string> {
  const file = path.join(await tempFolder(), 'barn.seed');
  const { code, stderr } = await cli.run(['seed', 'new', '-o', file, ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return file;
}

/** What a process has open, as the kernel calls it. */
async function openFiles(pid: number | undefined): Promise<readonly string[]> {
  const folder = `/proc/${pid ?? 0}/fd`;
  const fds = await readdir(folder).catch(() => []);
  return Promise.all(fds.map((fd) => readlink(path.join(folder, fd)).catch(() => '')));
}

/** Whether a process waits for its standard input: in what epoll listens to (proc(5), fdinfo). */
async function awaitsInput(pid: number | undefined): Promise<boolean> {
  const folder = `/proc/${pid ?? 0}/fdinfo`;
  const fds = await readdir(folder).catch(() => []);
  const infos = await Promise.all(fds.map((fd) => readFile(path.join(folder, fd), 'utf8').catch(() => '')));
  return infos.some((info) => /^tfd:\s+0 /m.test(info));
}

describe('seed new', () => {
  test('takes what a project asks for from --secrets-fd, and tells none of it', async () => {
    const folder = await tempFolder();
    const [pis, file] = [path.join(folder, 'pis'), path.join(folder, 'barn.seed')];
    const settings = [
      'user.password=seed',
      'wifi.country=GB',
      'wifi.networks+={"ssid":"Home"}',
      'services.tailscale=on',
    ];
    const answers = ['--board', 'pi4', '--host', 'barn', '--user', 'ada', '--yes'];
    expect((await cli.run(['new', pis, ...answers, ...settings.flatMap((one) => ['--set', one])])).code).toBe(0);

    const without = await cli.run(['seed', 'new', '--from', pis, 'barn', '-o', file, '--json']);
    expect(without.code).toBe(2);
    expect(jsonLines(without.stdout)).toMatchObject([
      { code: 'seed-incomplete', password: true, wifi: 'Home', tailscale: true },
    ]);
    expect(without.stderr).toContain('The Wi-Fi passphrase is missing for Home.');

    const { code, stdout, stderr } = await runWith(SECRETS, 'seed', 'new', '--from', pis, 'barn', '-o', file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`nixberry seed trust ${file} --name barn`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const secret of MARKED) expect(stdout).not.toContain(secret);

    const shown = await cli.run(['seed', 'show', file, '--json']);
    expect(jsonLines(shown.stdout)).toMatchObject([
      {
        type: 'seed-file',
        seed: { password: 'sha512crypt', tailscale: true, wifi: [{ ssid: 'Home', psk: true, passphrase: false }] },
      },
    ]);
    const text = await readFile(file, 'latin1');
    for (const secret of MARKED) expect(shown.stdout).not.toContain(secret);
    for (const [, hex = ''] of text.matchAll(/wifi=[^,]*,[^,]*,[^,]*,([0-9a-f]+)/g))
      expect(shown.stdout).not.toContain(hex);
  });

  test('does not put one file over another', async () => {
    const file = await seedFile();
    const before = await readFile(file, 'latin1');
    const { code, stderr } = await cli.run(['seed', 'new', '-o', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('exists already');
    expect(await readFile(file, 'latin1')).toBe(before);
  });

  test('writes nothing into a flake, where it would find its way into the Nix store', async () => {
    const pis = path.join(await tempFolder(), 'pis');
    const answers = ['--board', 'pi4', '--host', 'barn', '--user', 'ada', '--set', 'user.password=seed', '--yes'];
    expect((await cli.run(['new', pis, ...answers])).code).toBe(0);
    const { code, stderr } = await cli.run(['seed', 'new', '-o', path.join(pis, 'hosts/barn/barn.seed')]);
    expect(code).toBe(2);
    expect(stderr).toContain(`would lie in the flake ${pis}, whose files`);

    // Behind links, and by ways that only look as if they led elsewhere.
    const elsewhere = await tempFolder();
    await symlink(path.join(pis, 'hosts'), path.join(elsewhere, 'link'));
    for (const way of ['link', 'link/barn', 'link/..', 'link/barn/../..']) {
      const file = `${elsewhere}/${way}/barn.seed`;
      expect((await cli.run(['seed', 'new', '-o', file])).stderr).toContain(`would lie in the flake ${pis}, whose`);
    }
    expect((await cli.run(['seed', 'new', '-o', path.join(elsewhere, 'barn.seed')])).code).toBe(0);
  });

  test.each([
    ['no JSON', '{"password": "marked', 'no JSON object'],
    ['a field that is none', { passwort: 'marked' }, 'is not as it should be'],
    ['a network that is no text', { wifi: { Home: ['marked'] } }, 'wifi is not as it should be'],
    [
      'a name that no network can have',
      { wifi: { ['marked'.repeat(9)]: 'long enough' } },
      'wifi is not as it should be',
    ],
    ['a passphrase that is too short', { wifi: { Home: 'marked' } }, 'The passphrase of Home is too short.'],
    ['a password with a line break', { password: 'marked\n' }, 'The password has a character'],
  ])('refuses %s, and does not repeat it', async (_, secrets, words) => {
    const file = path.join(await tempFolder(), 'a.seed');
    const { code, stdout, stderr } = await runWith(secrets, 'seed', 'new', '-o', file, '--json');
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stdout + stderr).not.toContain('marked');
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  test.each([
    [['--host-name', 'Barn!'], 'A host name has 1 to 63'],
    [['--wifi', 'x'.repeat(33)], 'This is too long.'],
    [['--country', 'gb'], 'A country is two capital letters'],
    [['--wifi-security', 'wep'], 'Allowed choices are open, wpa2'],
    [['--secrets-fd', '1'], 'Give a number such as 3'],
    [['--secrets-fd', '77'], 'Nothing can be read'],
    [['--from', 'pis'], '--from wants a project and a host'],
    [['--ssh-key', 'ssh-ed25519 AAAA'], '--ssh-key: This public key is damaged'],
    [['--age-key', '/nowhere/key'], 'there is no such file'],
    [['--own-file', '/nowhere/file'], 'there is no such file'],
  ])('%j is refused', async (args, words) => {
    const { code, stderr } = await cli.run(['seed', 'new', '-o', path.join(await tempFolder(), 'a.seed'), ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});

describe('what waits for its input', () => {
  test.runIf(process.platform === 'linux').each([
    ['secrets', ['seed', 'new', '-o', 'OUT', '--secrets-fd', '0']],
    ['an age key', ['seed', 'new', '-o', 'OUT', '--age-key', 'FIFO']],
    ['an own file', ['seed', 'new', '-o', 'OUT', '--own-file', 'FIFO']],
    ['a seed', ['seed', 'show', 'FIFO']],
  ])('%s: ends when it is told to', async (_, args) => {
    const folder = await tempFolder();
    const [fifo, out] = [path.join(folder, 'fifo'), path.join(folder, 'a.seed')];
    await execa('mkfifo', [fifo]);
    const argv = args.map((arg) => ({ FIFO: fifo, OUT: out })[arg] ?? arg);
    const child = execa(process.execPath, [cli.program(), ...argv], { stdin: 'pipe', reject: false, timeout: 20_000 });
    onTestFinished(() => void child.kill('SIGKILL'));
    await until('it reads', async () =>
      args.includes('FIFO') ? (await openFiles(child.pid)).includes(fifo) : awaitsInput(child.pid),
    );
    child.kill('SIGTERM');
    expect((await child).exitCode).toBe(130);
  });

  test('an age key that never ends is refused', async () => {
    const out = path.join(await tempFolder(), 'a.seed');
    const { code, stderr } = await cli.run(['seed', 'new', '-o', out, '--age-key', '/dev/zero']);
    expect([code, stderr.includes('The age key is too long.')]).toEqual([2, true]);
  });

  test('a pipe is read to its end', async () => {
    const file = await seedFile('--host-name', 'barn');
    const { stdout } = await execa('bash', [
      '-c',
      `"$0" "$@" <(sleep 0.2; cat "${file}")`,
      process.execPath,
      cli.program(),
      'seed',
      'show',
    ]);
    expect(stdout).toContain('barn');
  });
});

test('--seed and --no-seed contradict each other, in both orders', async () => {
  for (const options of [
    ['--seed', 'a', '--no-seed'],
    ['--no-seed', '--seed', 'a'],
  ])
    for (const command of ['flash', 'make']) {
      const { code, stderr } = await cli.run([command, 'a.img', '--to', 'card.img', ...options]);
      expect([code, stderr.includes('--seed and --no-seed contradict each other')]).toEqual([2, true]);
    }
});

describe('seed trust', () => {
  test('adds the host key to the hosts that ssh knows, and untrust takes it away again', async () => {
    const file = await seedFile('--host-name', 'barn');
    const known = path.join(path.dirname(file), 'known_hosts');
    await writeFile(known, '# mine\nother ssh-ed25519 AAAA mine\n');
    const trust = ['seed', 'trust', file, '--known-hosts', known, '--json'];
    const [line] = jsonLines((await cli.run(trust)).stdout);
    expect(line).toMatchObject({ type: 'host-trusted', host: 'barn', changed: true });
    const text = await readFile(known, 'utf8');
    expect(text).toMatch(/^# mine\nother ssh-ed25519 AAAA mine\nbarn\.local,barn ssh-ed25519 \S+ nixberry-\w{16}\n$/);
    expect(jsonLines((await cli.run(trust)).stdout)).toMatchObject([{ changed: false }]);
    const untrust = await cli.run(['seed', 'untrust', 'barn.local', '--known-hosts', known, '--json']);
    expect(jsonLines(untrust.stdout)).toEqual([
      { type: 'host-untrusted', host: 'barn.local', file: known, removed: 1 },
    ]);
    expect(await readFile(known, 'utf8')).toBe('# mine\nother ssh-ed25519 AAAA mine\n');
  });

  test('goes by another name only where the seed has none', async () => {
    const known = path.join(await tempFolder(), 'known_hosts');
    const trust = async (file: string, name: string): Promise<CliEnd> =>
      cli.run(['seed', 'trust', file, '--known-hosts', known, '--name', name]);
    const [barn, nameless] = [await seedFile('--host-name', 'barn'), await seedFile()];
    const another = await trust(barn, 'shed');
    expect([another.code, another.stderr.includes('gives the Pi the name barn')]).toEqual([2, true]);
    expect((await trust(barn, 'barn')).code).toBe(0);
    expect((await trust(nameless, 'Shed!')).stderr).toContain('A host name has 1 to 63');
    expect((await trust(nameless, 'shed')).code).toBe(0);
  });

  test('says what a seed lacks for that', async () => {
    const nameless = await seedFile();
    expect((await cli.run(['seed', 'trust', nameless])).stderr).toContain('has no host name to add its key under');
    const keyless = await seedFile('--no-host-key', '--host-name', 'barn');
    expect((await cli.run(['seed', 'trust', keyless])).stderr).toContain('has no SSH host key');
  });
});

test.each(['new', 'show', 'trust', 'untrust'])('help of seed %s fits a terminal', async (name) => {
  const { code, stdout } = await cli.run(['seed', name, '--help']);
  expect(code).toBe(0);
  for (const words of [`Usage: nixberry seed ${name}`, '--json', '--quiet', 'Exit codes:', 'Examples:'])
    expect(stdout).toContain(words);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});
