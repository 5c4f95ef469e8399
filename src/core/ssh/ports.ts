import type { CancelSignal } from '../ports.ts';
import type { SshDestination } from './destination.ts';

/** The fixed scripts of `assets/remote`, by file name without its ending. */
export const REMOTE_SCRIPTS = [
  'probe',
  'nix',
  'look',
  'cat',
  'sha256',
  'receive',
  'start',
  'follow',
  'collect',
  'stop',
  'release',
  'job',
  'lock',
  'keep',
  'unkeep',
  'hold',
] as const;
export type RemoteScript = (typeof REMOTE_SCRIPTS)[number];

export interface HostKey {
  /** As in known_hosts: `ssh-ed25519`. */
  readonly algorithm: string;
  /** `SHA256:...`, as ssh shows it. */
  readonly fingerprint: string;
  /** The line for known_hosts. */
  readonly line: string;
}

export interface SshRun {
  readonly signal: CancelSignal;
  /** Each line of the other side's stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** Each line of its stdout as it comes; `stdout` of the exit is then empty. */
  readonly onOutput?: (line: string) => void;
  /** What the script reads on its stdin; without it there is none. */
  readonly input?: AsyncIterable<Uint8Array>;
  /** Without input: an stdin that stays open as long as the connection. By its end a script learns that nobody waits any more. */
  readonly held?: boolean;
  /** For what should be short; without it the run lasts until it ends or is cancelled. */
  readonly timeoutMs?: number;
}

export interface SshExit {
  /** That of the script. */
  readonly code: number;
  readonly stdout: string;
  /** The last lines. */
  readonly stderr: readonly string[];
}

/**
 * Another machine by ssh: nothing is asked on a terminal, and no key is trusted that was not trusted before. Each method
 * throws AppError `remote-host-key-unknown`, `remote-host-key-changed`, `remote-login-refused`, `remote-unreachable`, or
 * `remote-lost` when the connection breaks after it was there (facts: `place`, `detail`, and their own), `ssh-missing`,
 * `cancelled`.
 */
export interface SshPort {
  /** Runs one of our scripts over there with parameters, whatever its exit code. Throws `remote-timeout` after `timeoutMs`. */
  run(
    destination: SshDestination,
    script: RemoteScript,
    parameters: readonly string[],
    options: SshRun,
  ): Promise<SshExit>;
  /**
   * The bytes of a file over there, as fast as they are taken and no faster. Ends well only when ssh ended with 0 and as many
   * bytes came as were expected; else throws `remote-lost`.
   */
  read(
    destination: SshDestination,
    path: string,
    expectedBytes: number,
    signal: CancelSignal,
  ): AsyncIterable<Uint8Array>;
  /** The key with which the machine answers now; nothing is trusted by asking. */
  offeredKey(destination: SshDestination, signal: CancelSignal): Promise<HostKey>;
  /** Adds a key to the person's known_hosts. Resolves to that file. */
  trust(destination: SshDestination, key: HostKey): Promise<string>;
  /** What Nix's own ssh has to be told to do as we do: the value of `NIX_SSHOPTS`. */
  nixOptions(destination: SshDestination): string;
}
