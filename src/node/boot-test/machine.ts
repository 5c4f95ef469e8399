import type { Readable } from 'node:stream';
import { execa } from 'execa';
import type { ConsoleName } from '../../core/boot-test/console.ts';
import type { Machine, MachineEnd, MachinesPort } from '../../core/boot-test/ports.ts';
import { qemuArgv, VIRTIO_CONSOLE_FD } from '../../core/boot-test/qemu-argv.ts';
import { boundToUs } from '../bound-to-us.ts';
import { endWithSignal } from '../end-with-signal.ts';
import { findMachine } from './find-machine.ts';

/** QEMU goes at once when it is asked to; one that does not is killed. */
const KILL_MS = 2000;
/** Of what QEMU says when it fails. */
const DETAIL_CHARACTERS = 500;

/** Machines of this computer's QEMU. */
export const machines: MachinesPort = { find: findMachine, run };

async function run(
  { qemu, ...parts }: Parameters<MachinesPort['run']>[0],
  hear: Parameters<MachinesPort['run']>[1],
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<MachineEnd> {
  const linux = process.platform === 'linux';
  const [program, argv] = boundToUs(qemu, qemuArgv(parts, { linux }), 'KILL');
  const child = execa(program, argv, {
    // The fourth is a socket in both directions, as all of Node's pipes are.
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    buffer: { stdout: false, stderr: true, fd3: false },
    timeout: timeoutMs,
    forceKillAfterDelay: KILL_MS,
    reject: false,
  });
  const stopped = new AbortController();
  endWithSignal(child, AbortSignal.any([signal, stopped.signal]));
  // A machine that is gone hears nothing any more.
  child.stdin.on('error', () => undefined);
  const machine: Machine = {
    type: (text) => void child.stdin.write(text),
    stop: () => stopped.abort(),
  };
  listen(child.stdout, 'serial', (from, output) => hear(machine, from, output));
  listen(child.stdio[VIRTIO_CONSOLE_FD], 'virtio', (from, output) => hear(machine, from, output));
  const { failed, timedOut, stderr } = await child;
  if (timedOut) return { kind: 'timeout' };
  if (stopped.signal.aborted || signal.aborted || !failed) return { kind: 'ended' };
  return { kind: 'failed', detail: stderr.trim().slice(-DETAIL_CHARACTERS) };
}

function listen(stream: Readable, from: ConsoleName, hear: (from: ConsoleName, output: string) => void): void {
  stream.setEncoding('utf8');
  stream.on('data', (output: string) => hear(from, output));
  // Its end says what is to be said.
  stream.on('error', () => undefined);
}
