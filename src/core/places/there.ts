import { AppError } from '../errors/app-error.ts';
import { NEVER } from '../jobs/never.ts';
import { destinationText, type SshDestination } from '../ssh/destination.ts';
import type { RemoteScript, SshExit, SshPort, SshRun } from '../ssh/ports.ts';

/** Long enough for a machine that is busy building; what these scripts do takes it a moment. */
const SHORT_MS = 60_000;
const DETAIL_CHARS = 300;
const STATE = '.local/state/nixberry';
/** They write nothing but what Nixberry keeps in the person's home folder over there. */
const AT_HOME: readonly RemoteScript[] = ['receive', 'start', 'follow', 'job', 'stop'];
/** As shells have it for a program that is not there. */
export const NOT_FOUND = 127;

/** Another machine, and the way to it. */
export interface There {
  readonly ssh: SshPort;
  readonly destination: SshDestination;
}

/** Runs a script that takes a moment, and is not cut off in it. Throws as `SshPort.run`. */
export function brief(
  { ssh, destination }: There,
  script: RemoteScript,
  parameters: readonly string[],
  options: Partial<SshRun> = {},
): Promise<SshExit> {
  return ssh.run(destination, script, parameters, { signal: NEVER, timeoutMs: SHORT_MS, ...options });
}

/** The error for a script that could not do what it is for: AppError `remote-nix-missing`, `remote-full`, `remote-failed`. */
export function scriptFailure({ destination }: There, script: RemoteScript, { code, stderr }: SshExit): AppError {
  const place = destinationText(destination);
  if (code === NOT_FOUND) return new AppError('remote-nix-missing', { place });
  const said = stderr.map((line) => line.trim()).filter((line) => line !== '');
  const full = said.find((line) => /No space left on device|Disk quota exceeded/i.test(line));
  if (full !== undefined) {
    const reason = AT_HOME.includes(script) || full.includes(STATE) ? 'home' : 'store';
    return new AppError('remote-full', { place, reason, detail: full.slice(0, DETAIL_CHARS) });
  }
  const detail = said.at(-1)?.slice(0, DETAIL_CHARS) ?? `exit code ${code}`;
  return new AppError('remote-failed', { place, script, detail });
}
