import { homedir } from 'node:os';
import { AppError } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { destinationText, sshWords, type SshDestination } from '../../core/ssh/destination.ts';
import { sshFailure } from '../../core/ssh/failure.ts';
import type { HostKey, SshPort } from '../../core/ssh/ports.ts';
import { errnoOf } from '../errno.ts';
import { keyShownTo } from './host-key.ts';
import { appendKnownHost, knownHostsFile } from './known-hosts.ts';
import { readRemote } from './read-remote.ts';
import { runScript } from './run-script.ts';
import { scriptsFolder } from './script.ts';
import { nixSshOptions, sshArgv } from './ssh-argv.ts';
import { runSsh, sshConfig, type Ssh } from './run-ssh.ts';
import type { SshEnd } from './ssh-process.ts';

/** A key exchange takes a second; the time for connecting comes before it. */
const KEY_TIMEOUT_MS = 60_000;

/** Other machines, by the ssh of this computer and with the person's own configuration, keys and agent. */
export function createSsh({
  program = 'ssh',
  env = process.env,
  scripts = scriptsFolder(),
}: Partial<Ssh> = {}): SshPort {
  const ssh = { program, env, scripts };
  return {
    run: (destination, script, parameters, options) => runScript(ssh, destination, script, parameters, options),
    read: (destination, path, expectedBytes, signal) => readRemote(ssh, destination, path, expectedBytes, signal),
    offeredKey: (destination, signal) => offeredKey(ssh, destination, signal),
    trust: (destination, key) => trust(ssh, destination, key),
    nixOptions: (destination) => nixSshOptions(destination, env),
  };
}

async function offeredKey(ssh: Ssh, destination: SshDestination, signal: CancelSignal): Promise<HostKey> {
  let end: SshEnd = { code: null, log: null, stderr: [] };
  const key = await keyShownTo(async (options) => {
    const argv = sshArgv(destination, 'exit', ssh.env, options);
    end = await runSsh(ssh, destination, argv, { signal, timeoutMs: KEY_TIMEOUT_MS });
  });
  if (key) return key;
  throw sshFailure(destination, { ...end, began: false });
}

async function trust(ssh: Ssh, destination: SshDestination, key: HostKey): Promise<string> {
  const { fingerprint, algorithm, line } = key;
  const facts = {
    place: destinationText(destination),
    ssh: sshWords(destination),
    host: destination.host,
    detail: null,
    fingerprint,
    algorithm,
    line,
  };
  const file = knownHostsFile(await sshConfig(ssh, destination, new AbortController().signal), homedir());
  if (file === null) throw new AppError('remote-host-key-unknown', { ...facts, reason: 'not-kept' });
  try {
    await appendKnownHost(file, line);
  } catch (error) {
    const cause = errnoOf(error) ?? String(error);
    throw new AppError('remote-host-key-unknown', { ...facts, reason: 'unwritable', file, cause }, { cause: error });
  }
  return file;
}
