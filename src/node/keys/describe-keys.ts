import { createHash } from 'node:crypto';
import type { ProblemCode } from '../../core/spec/codes.ts';
import { sshKeyFacts, type SshKeyFacts } from '../../core/spec/ssh-key-facts.ts';
import { sshKeyProblem } from '../../core/spec/ssh-key.ts';

/** A public key as a person can tell it from another. */
export interface DescribedKey extends SshKeyFacts {
  /** The line of authorized_keys. */
  readonly text: string;
  /** `SHA256:…`, as ssh shows it. */
  readonly fingerprint: string;
}

export interface DescribedKeys {
  readonly keys: readonly DescribedKey[];
  /** Lines that are no keys, by number; never what is in them. */
  readonly problems: readonly { readonly line: number; readonly code: ProblemCode }[];
}

/** What nobody may see: it is refused as a whole, since every other line would be one more part of it. */
const PRIVATE = /PRIVATE KEY|PuTTY-User-Key-File|AGE-SECRET-KEY/i;

/** The keys of a text, one a line, as they are pasted or lie in a file. Empty lines and comments do not count. */
export function describeKeys(text: string): DescribedKeys {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\r\n]/);
  const secretAt = lines.findIndex((line) => PRIVATE.test(line));
  if (secretAt >= 0) return { keys: [], problems: [{ line: secretAt + 1, code: 'ssh-key-private' }] };
  const keys: DescribedKey[] = [];
  const problems: DescribedKeys['problems'][number][] = [];
  for (const [at, given] of lines.entries()) {
    const line = given.trim().replace(/[ \t]+/g, ' ');
    if (line === '' || line.startsWith('#')) continue;
    const code = sshKeyProblem(line);
    if (code) problems.push({ line: at + 1, code });
    else keys.push(describeKey(line));
  }
  return { keys, problems };
}

/** A key that `sshKeyProblem` has nothing against. */
export function describeKey(text: string): DescribedKey {
  const blob = Buffer.from(text.split(' ')[1] ?? '', 'base64');
  const hash = createHash('sha256').update(blob).digest('base64');
  return { text, ...sshKeyFacts(text), fingerprint: `SHA256:${hash.replace(/=+$/, '')}` };
}
