import { Socket, type SocketConstructorOpts, type TcpSocketConnectOpts } from 'node:net';
import { PROTOCOL_VERSION } from '../contract/writer.ts';
import type { DriveHost } from './drive-host.ts';
import { createEmitter } from './events.ts';
import { createSession } from './session.ts';

/** Makes this process the writer: frames on stdin, events on stdout, until stdin ends. */
export function serve(host: DriveHost): void {
  const emit = createEmitter(() => session.leave());
  // exit() itself waits, in the kernel, for requests that a drive has not answered yet.
  const session = createSession(host, emit, () => process.exit(0));

  // Each read goes straight into its block: no allocation and no copy for the thousands of reads that an image takes.
  const options: SocketConstructorOpts & Pick<TcpSocketConnectOpts, 'onread'> = {
    fd: 0,
    readable: true,
    writable: false,
    onread: {
      buffer: () => session.buffer(),
      callback: (bytes) => {
        session.filled(bytes);
        return true;
      },
    },
  };
  const stdin = new Socket(options);
  stdin.on('end', session.leave);
  stdin.on('close', session.leave);
  stdin.on('error', session.leave);
  stdin.resume();

  // Ctrl-C in a terminal reaches every process of its group. What then happens is the other side's word, over stdin.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', session.leave);
  process.on('SIGHUP', session.leave);

  emit({ type: 'ready', version: PROTOCOL_VERSION, root: host.root });
}
