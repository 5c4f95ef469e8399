import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { sshKeyIdentity } from '../../core/spec/ssh-key.ts';
import { findKeys } from '../projects/this-computer.ts';
import { agentKeys } from './agent-keys.ts';
import { describeKey, type DescribedKey } from './describe-keys.ts';

export interface FoundKeyFacts extends DescribedKey {
  readonly from: 'file' | 'agent';
  /** The file's name in `~/.ssh`; '' for the agent's. */
  readonly name: string;
}

/** The public keys of this person: those in `~/.ssh`, then what else their agent has. Never fails. */
export async function foundKeys(env: NodeJS.ProcessEnv = process.env): Promise<readonly FoundKeyFacts[]> {
  const [files, agents] = await Promise.all([findKeys(join(env.HOME ?? homedir(), '.ssh')), agentKeys(env)]);
  const found = [
    ...files.map(({ file, text }) => ({ ...describeKey(text), from: 'file' as const, name: basename(file) })),
    ...agents.map((key) => ({ ...key, from: 'agent' as const, name: '' })),
  ];
  const first = new Map<string, FoundKeyFacts>();
  for (const key of found) {
    const identity = sshKeyIdentity(key.text);
    if (!first.has(identity)) first.set(identity, key);
  }
  return [...first.values()];
}
