import { execa } from 'execa';
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { until } from '../support/waiting.ts';

export interface OtherMachineOptions {
  /** Whether it has Nix (default). */
  readonly nix?: boolean;
  /** The size of the disk that its /nix is on; without it there is room as here. */
  readonly nixBytes?: number;
}

/** A machine that is reached by ssh as `other`. */
export interface OtherMachine {
  /** For the environment of whatever starts ssh: `NIX_SSHOPTS`. */
  readonly env: Readonly<Record<'NIX_SSHOPTS', string>>;
  readonly config: string;
  readonly port: number;
  readonly knownHosts: string;
  /** The private key that it lets in. */
  readonly keyFile: string;
  /** Its public key. */
  readonly hostKeyFile: string;
  /** Where a file of that machine is seen from here. */
  path(there: string): string;
  /** Runs a program there, not by ssh. */
  run(...argv: readonly string[]): Promise<string>;
  /** How many people are logged in. */
  connections(): Promise<number>;
  /** Breaks every connection; what runs there goes on. Resolves to how many there were. */
  cut(): Promise<number>;
  /** From now on it answers with another key. */
  newHostKey(): Promise<void>;
  /** The fingerprint of its key, as ssh-keygen tells it. */
  fingerprint(): Promise<string>;
  /** Its key is not known any more. */
  forgetHostKey(): Promise<void>;
  /** Ends everything that runs there, and removes its files. */
  stop(): Promise<void>;
}

const SSHD = '/usr/sbin/sshd';

/**
 * Debian's sshd on 127.0.0.1 in a mount namespace of its own, with its own /nix, /root and /etc/nix. Besides `other`, the
 * client's configuration has `other-wrong-key`, `other-closed` (a port where nobody listens) and `other-behind` (`other` by
 * way of `other`). Needs root.
 */
export async function startOtherMachine({ nix = true, nixBytes }: OtherMachineOptions = {}): Promise<OtherMachine> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'nixberry-other-'));
  const at = (...names: readonly string[]): string => path.join(root, ...names);
  for (const folder of ['nix', 'root/.ssh', 'etc-nix', 'run/sshd', 'bin', 'real-bin', 'client'])
    await mkdir(at(folder), { recursive: true, mode: 0o755 });
  await chmod(root, 0o755);
  await chmod(at('root'), 0o700);
  const [port, closedPort] = [await freePort(), await freePort()];
  await makeKey(at('host-key'));
  await makeKey(at('client/id'));
  await makeKey(at('client/wrong'));
  await writeFile(at('root/.ssh/authorized_keys'), await readFile(at('client/id.pub')), { mode: 0o600 });
  await writeFile(at('etc-nix/nix.conf'), 'build-users-group =\nsandbox = false\nsubstituters =\n');
  await writeFile(at('sshd_config'), await sshdConfig(at('host-key'), port));
  const config = at('client/config');
  await writeFile(config, clientConfig(at('client'), port, closedPort));

  const knownHosts = at('client/known_hosts');
  const rememberHostKey = async (): Promise<void> => {
    await writeFile(knownHosts, `[127.0.0.1]:${port} ${await readFile(at('host-key.pub'), 'utf8')}`, { mode: 0o600 });
  };
  await rememberHostKey();
  await writeFile(at('start.sh'), START);
  const log: string[] = [];
  const settings = { HIDE_NIX: nix ? '' : 'yes', NIX_BYTES: nixBytes === undefined ? '' : String(nixBytes) };
  const sshd = execa(
    'setpriv',
    [
      '--pdeathsig',
      'KILL',
      'unshare',
      '--mount',
      '--propagation',
      'private',
      'sh',
      at('start.sh'),
      root,
      SSHD,
      at('sshd_config'),
    ],
    {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LC_ALL: 'C', ...settings },
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
      buffer: false,
    },
  );
  const pid = sshd.pid;
  if (pid === undefined) throw new Error('unshare does not start');
  const reading = (async () => {
    for await (const line of sshd.iterable({ from: 'stderr' })) log.push(line);
  })();
  const listening = (times: number): Promise<boolean> =>
    until(`sshd: ${log.join('\n')}`, () => log.filter((line) => line.startsWith('Server listening')).length >= times);
  await listening(1);
  let starts = 1;
  const namespace = await mountsOf(pid);
  // Never that of this computer: everything in it is ended.
  if (namespace === null || namespace === (await mountsOf('self'))) throw new Error('it has no namespace of its own');

  return {
    env: { NIX_SSHOPTS: `-F ${config}` },
    config,
    port,
    knownHosts,
    keyFile: at('client/id'),
    hostKeyFile: at('host-key.pub'),
    path: (there) => path.join(`/proc/${pid}/root`, there),
    run: async (...argv) =>
      (await execa('nsenter', ['--target', String(pid), '--mount', '--', ...argv], { env: { HOME: '/root' } })).stdout,
    connections: async () => (await sessionsOf(pid)).length,
    cut: async () => {
      const sessions = await sessionsOf(pid);
      for (const session of sessions) end(session);
      await until('sessions to end', async () => (await sessionsOf(pid)).length === 0);
      return sessions.length;
    },
    newHostKey: async () => {
      await rm(at('host-key'));
      await rm(at('host-key.pub'));
      await makeKey(at('host-key'));
      // It starts itself anew, under its old number.
      process.kill(pid, 'SIGHUP');
      await listening(++starts);
    },
    fingerprint: async () => (await execa('ssh-keygen', ['-lf', at('host-key.pub')])).stdout.split(' ')[1] ?? '',
    forgetHostKey: () => rm(knownHosts, { force: true }),
    stop: async () => {
      await until('its programs to end', async () => {
        const members = await membersOf(namespace);
        for (const member of members) end(member);
        return members.length === 0;
      });
      await sshd;
      await reading.catch(() => undefined);
      await rm(root, { recursive: true, force: true });
    },
  };
}

// $1: the machine's folder, $2: sshd, $3: its configuration. The programs of Nix are hidden by links to all others.
const START = `set -e
mount --bind "$1/nix" "$1/nix"
[ -z "$NIX_BYTES" ] || mount -t tmpfs -o "size=$NIX_BYTES,mode=755" tmpfs "$1/nix"
mount --bind "$1/nix" /nix
mount --bind "$1/etc-nix" /etc/nix
mount --bind "$1/root" /root
mount --bind "$1/run" /run
if [ -n "$HIDE_NIX" ]; then
  mount --bind /usr/bin "$1/real-bin"
  find "$1/real-bin" -mindepth 1 -maxdepth 1 ! -name 'nix*' -exec ln -s -t "$1/bin" '{}' +
  mount --bind "$1/bin" /usr/bin
fi
unset HIDE_NIX NIX_BYTES
cd /
exec "$2" -D -e -f "$3"
`;

async function sshdConfig(hostKey: string, port: number): Promise<string> {
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostKey}`,
    'PidFile none',
    'AuthorizedKeysFile /root/.ssh/authorized_keys',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'StrictModes no',
    'MaxStartups 100',
  ];
  // Since 9.8 it keeps those out who have failed a few times.
  const [, major = '0', minor = '0'] = /OpenSSH_(\d+)\.(\d+)/.exec((await execa('ssh', ['-V'])).stderr) ?? [];
  const patient = Number(major) * 100 + Number(minor) >= 908;
  return [...lines, ...(patient ? ['PerSourcePenalties no'] : []), ''].join('\n');
}

function clientConfig(client: string, port: number, closedPort: number): string {
  return `Host other other-behind
  Port ${port}
  IdentityFile ${client}/id
Host other-wrong-key
  Port ${port}
  IdentityFile ${client}/wrong
Host other-closed
  Port ${closedPort}
Host other-behind
  ProxyJump other
Host other other-behind other-wrong-key other-closed
  HostName 127.0.0.1
  User root
Host *
  IdentitiesOnly yes
  IdentityAgent none
  HashKnownHosts no
  UserKnownHostsFile ${client}/known_hosts
  GlobalKnownHostsFile ${client}/none
`;
}

async function makeKey(file: string): Promise<void> {
  await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', file]);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}

/** The sshd of each connection, and those that it started itself: not what runs for the person. */
async function sessionsOf(listener: number): Promise<readonly number[]> {
  const own = await Promise.all((await childrenOf(listener)).map(async (pid) => [pid, ...(await childrenOf(pid))]));
  const names = await Promise.all(
    own.flat().map(async (pid) => [pid, await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')] as const),
  );
  return names.filter(([, name]) => name.startsWith('sshd')).map(([pid]) => pid);
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.split(' ').filter(Boolean).map(Number);
}

/** The namespace of mounts that a process is in; null when it is gone. */
function mountsOf(pid: number | 'self'): Promise<string | null> {
  return readlink(`/proc/${pid}/ns/mnt`).catch(() => null);
}

/** Every process that sees the machine's files. */
async function membersOf(namespace: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => ((await mountsOf(pid)) === namespace ? pid : null)));
  return found.filter((pid) => pid !== null);
}

/** The command lines of programs of this computer in which a text stands. */
export async function programsWith(text: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(text)).map((line) => line.replaceAll('\0', ' '));
}
