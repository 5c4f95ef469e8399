import { AppError } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { destinationText, type SshDestination } from '../../core/ssh/destination.ts';
import { exitCode } from './run-script.ts';
import { orWhyEnded, type Ssh } from './run-ssh.ts';
import { MARKER, scriptCommand } from './script.ts';
import { sshArgv } from './ssh-argv.ts';
import { startSsh } from './ssh-process.ts';
import { afterMarker } from './streams.ts';

/** `SshPort.read`: what is not taken waits over there; here is never more than a chunk and what a pipe holds. */
export async function* readRemote(
  ssh: Ssh,
  destination: SshDestination,
  path: string,
  expectedBytes: number,
  signal: CancelSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const argv = sshArgv(destination, await scriptCommand(ssh.scripts, 'cat', [path]), ssh.env);
  const process = startSsh(ssh, argv, { signal, hostKey: destination.hostKey ?? null });
  const why = { process, destination };
  try {
    const output = afterMarker(process.stdout, MARKER);
    let bytes = 0;
    const wrong = (detail: string | null): AppError =>
      new AppError('remote-lost', {
        place: destinationText(destination),
        reason: 'file',
        path,
        detail,
        bytes,
        expectedBytes,
      });
    for (;;) {
      const next = await orWhyEnded(why, output.chunks.next());
      if (next.done === true) break;
      bytes += next.value.length;
      if (bytes > expectedBytes) throw wrong(null);
      yield next.value;
    }
    const end = await orWhyEnded(why, process.ended);
    const code = await exitCode(ssh, destination, end, output);
    if (code !== 0) throw wrong(end.stderr.at(-1) ?? null);
    if (bytes !== expectedBytes) throw wrong(null);
  } finally {
    await process.stop();
  }
}
