import type { SshDestination } from '../../core/ssh/destination.ts';
import { SSH_FAILED, sshFailure } from '../../core/ssh/failure.ts';
import type { RemoteScript, SshExit, SshRun } from '../../core/ssh/ports.ts';
import { withLoginHint } from './login-hint.ts';
import { orWhyEnded, type Ssh } from './run-ssh.ts';
import { MARKER, scriptCommand } from './script.ts';
import { sshArgv } from './ssh-argv.ts';
import { startSsh, type SshEnd } from './ssh-process.ts';
import { afterMarker, linesOf, textOf, type AfterMarker } from './streams.ts';

/** Of what a login shell said instead of running our script. */
const NOISE_LINES = 20;
/** What a flake offers, or Nix's settings, is far below it. */
const MAX_OUTPUT_BYTES = 64 << 20;

/** `SshPort.run`. */
export async function runScript(
  ssh: Ssh,
  destination: SshDestination,
  script: RemoteScript,
  parameters: readonly string[],
  { signal, onLine, onOutput, input, held, timeoutMs }: SshRun,
): Promise<SshExit> {
  const argv = sshArgv(destination, await scriptCommand(ssh.scripts, script, parameters), ssh.env);
  const process = startSsh(ssh, argv, {
    signal,
    hostKey: destination.hostKey ?? null,
    ...(onLine && { onLine }),
    ...(input ? { input } : held === true && { input: 'held' }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  const output = afterMarker(process.stdout, MARKER);
  const reading = onOutput ? eachLine(output.chunks, onOutput) : textOf(output.chunks, MAX_OUTPUT_BYTES);
  const why = { process, destination, ...(timeoutMs !== undefined && { timeoutMs }) };
  const stdout = await orWhyEnded(why, reading);
  const end = await orWhyEnded(why, process.ended);
  return { code: await exitCode(ssh, destination, end, output), stdout, stderr: end.stderr };
}

async function eachLine(chunks: AsyncIterable<Uint8Array>, onOutput: (line: string) => void): Promise<string> {
  for await (const line of linesOf(chunks)) onOutput(line);
  return '';
}

/** The exit code of the script. Throws why ssh brought none. */
export async function exitCode(
  ssh: Ssh,
  destination: SshDestination,
  { code, log, stderr }: SshEnd,
  output: AfterMarker,
): Promise<number> {
  const began = output.began();
  if (began && code !== null && code !== SSH_FAILED) return code;
  // A login shell that refuses says so on its stdout.
  const said = began ? stderr : [...output.noise().split('\n').slice(-NOISE_LINES), ...stderr];
  throw await withLoginHint(ssh, destination, sshFailure(destination, { code, log, stderr: said, began }));
}
