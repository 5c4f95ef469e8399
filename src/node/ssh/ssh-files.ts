import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionPath } from './ssh-argv.ts';

/** Far more than ssh says of one connection. */
const MAX_CHARS = 1 << 16;

export interface SshFiles {
  /** What makes ssh use them. */
  readonly argv: readonly string[];
  /** The lines that ssh itself has said; null while it has not even read its arguments: then it speaks on stderr. */
  words(): readonly string[] | null;
  remove(): void;
}

/**
 * Files for one run of ssh. One is for what ssh itself has to say: on stderr its words stand among those of whatever runs over
 * there, which could pretend to be ssh. (Another ssh that leads to the machine, by `ProxyJump`, still speaks on stderr.) The
 * other has the key that the machine must have, where it was given.
 */
export function sshFiles(hostKey: string | null): SshFiles {
  const folder = mkdtempSync(join(tmpdir(), 'nixberry-ssh-'));
  const [log, known] = [join(folder, 'log'), join(folder, 'known_hosts')];
  if (hostKey !== null) writeFileSync(known, `* ${hostKey}\n`);
  const options = ['UserKnownHostsFile', 'GlobalKnownHostsFile'].map((name) => `${name}=${optionPath(known)}`);
  return {
    argv: ['-E', log, ...(hostKey === null ? [] : options.flatMap((option) => ['-o', option]))],
    words: () => {
      try {
        return readFileSync(log, 'utf8').slice(-MAX_CHARS).split(/\r?\n/);
      } catch {
        return null;
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
