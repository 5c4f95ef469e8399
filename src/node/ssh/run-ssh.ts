import { AppError } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { destinationText, sshWords, type SshDestination } from '../../core/ssh/destination.ts';
import { sshConfigArgv } from './ssh-argv.ts';
import { SshLate, startSsh, type SshEnd, type SshProcess, type SshProgram } from './ssh-process.ts';
import { textOf } from './streams.ts';

export interface Ssh extends SshProgram {
  /** The folder of the scripts that run over there. */
  readonly scripts: string;
}

interface Limits {
  readonly signal: CancelSignal;
  readonly timeoutMs: number;
}

interface Ran extends SshEnd {
  readonly stdout: string;
}

const MAX_OUTPUT_BYTES = 1 << 20;
const CONFIG_TIMEOUT_MS = 20_000;

/** Runs ssh with these arguments to its end. Throws AppError `ssh-missing`, `remote-timeout`, `cancelled`. */
export async function runSsh(
  ssh: Ssh,
  destination: SshDestination,
  argv: readonly string[],
  { signal, timeoutMs }: Limits,
): Promise<Ran> {
  const process = startSsh(ssh, argv, { signal, timeoutMs });
  const why = { process, destination, timeoutMs };
  const stdout = await orWhyEnded(why, textOf(process.stdout, MAX_OUTPUT_BYTES));
  return { ...(await orWhyEnded(why, process.ended)), stdout };
}

/** The configuration that ssh would use for a machine, `keyword value` a line. */
export async function sshConfig(ssh: Ssh, destination: SshDestination, signal: CancelSignal): Promise<string> {
  const limits = { signal, timeoutMs: CONFIG_TIMEOUT_MS };
  return (await runSsh(ssh, destination, sshConfigArgv(destination, ssh.env), limits)).stdout;
}

/**
 * Waits for something that is done with a running ssh, or for the end of ssh itself. When it fails ssh is ended; when ssh was
 * ended, why comes first: the rest follows from it.
 */
export async function orWhyEnded<T>(
  { process, destination, timeoutMs }: { process: SshProcess; destination: SshDestination; timeoutMs?: number },
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    await process.stop();
    await process.ended.catch((why: unknown) => {
      if (!(why instanceof SshLate)) throw why;
      const [place, words] = [destinationText(destination), sshWords(destination)];
      throw new AppError('remote-timeout', { place, ssh: words, ms: timeoutMs ?? 0 });
    });
    throw thrown;
  }
}
