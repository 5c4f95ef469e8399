import type { CancelSignal } from '../ports.ts';

export interface NixRun {
  readonly signal: CancelSignal;
  /** Each line of stderr as it comes, without its line feed. */
  readonly onLine?: (line: string) => void;
  /** For queries that should be short; without it the run lasts until it ends or is cancelled. */
  readonly timeoutMs?: number;
  /** Another program of Nix than `nix` itself. */
  readonly program?: 'nix-store' | 'cachix';
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface NixExit {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  /** The last lines of stderr. */
  readonly stderr: readonly string[];
  /** How long it ran, where that is not how long we waited: it may have begun before. */
  readonly ms?: number;
}

/** Nix, and the files it made, as core needs them. */
export interface NixPort {
  /**
   * Runs `nix` with these arguments and resolves when it has ended, whatever its exit code. When the signal is aborted
   * it is stopped with everything it started, and the promise rejects with AppError `cancelled`.
   * Throws AppError `nix-missing` where there is no Nix, `nix-timeout` after `timeoutMs`.
   */
  run(argv: readonly string[], options: NixRun): Promise<NixExit>;
  /** Names in a folder, sorted; null when the path is a file. */
  list(path: string): Promise<readonly string[] | null>;
  /** Length of a file in bytes. */
  bytes(path: string): Promise<number>;
  /** SHA-256 (hex) of a file. */
  sha256(path: string, signal: CancelSignal): Promise<string>;
  /** A text file, or null where it is not there or may not be read. */
  readText(path: string): Promise<string | null>;
}
