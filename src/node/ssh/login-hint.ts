import { execa } from 'execa';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { AppError } from '../../core/errors/app-error.ts';
import type { SshDestination } from '../../core/ssh/destination.ts';
import { sshWords } from '../../core/ssh/destination.ts';
import { readPrivateKey } from './private-key.ts';
import { sshConfig, type Ssh } from './run-ssh.ts';

const AGENT_TIMEOUT_MS = 5_000;

/**
 * ssh does not say that it left out a key because nobody could be asked for its passphrase: a login that was refused gets that
 * reason (`passphrase`, with the fact `key`) where there is such a key and no agent has it. Never rejects.
 */
export async function withLoginHint(ssh: Ssh, destination: SshDestination, error: AppError): Promise<AppError> {
  if (error.code !== 'remote-login-refused' || error.facts.reason !== null) return error;
  const key = await lockedKey(ssh, destination).catch(() => null);
  if (key === null) return error;
  const named = sshWords({ ...destination, keyFile: null });
  return new AppError(error.code, { ...error.facts, reason: 'passphrase', key, ssh: named }, { cause: error });
}

/** The first key that ssh would use and that neither opens without a passphrase nor is with an agent. */
async function lockedKey(ssh: Ssh, destination: SshDestination): Promise<string | null> {
  const config = await sshConfig(ssh, destination, new AbortController().signal);
  const files = [...config.matchAll(/^identityfile (.+)$/gm)].map(([, file = '']) =>
    file.replace(/^~(?=\/)/, homedir()),
  );
  const atAgent = await agentKeys(ssh);
  for (const file of files) {
    const key = readPrivateKey(await readFile(file, 'latin1').catch(() => ''));
    if (key?.locked === true && (key.publicKey === null ? atAgent === '' : !atAgent.includes(key.publicKey)))
      return file;
  }
  return null;
}

/** The public keys that an agent has, in the words of `ssh-add -L`; none without an agent. */
async function agentKeys({ env }: Ssh): Promise<string> {
  const listed = await execa('ssh-add', ['-L'], {
    env,
    extendEnv: false,
    stdin: 'ignore',
    timeout: AGENT_TIMEOUT_MS,
    reject: false,
  });
  return listed.exitCode === 0 ? listed.stdout : '';
}
