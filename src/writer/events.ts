import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { WriterEvent } from '../contract/writer.ts';

/** Says what happens, one JSON object a line. */
export type Emit = (event: WriterEvent) => void;

/**
 * Events on stdout. When nobody reads them any more (EPIPE: the other side died) `gone` is called: the job is then
 * aborted, whatever stdin still holds.
 */
export function createEmitter(gone: () => void): Emit {
  let dead = false;
  const onError = (): void => {
    if (dead) return;
    dead = true;
    gone();
  };
  const out = createOutput(onError);
  return (event) => {
    if (!dead) out(`${JSON.stringify(event)}\n`);
  };
}

function createOutput(onError: () => void): (line: string) => void {
  try {
    const socket = new Socket({ fd: 1, readable: false, writable: true });
    socket.on('error', onError);
    socket.on('close', onError);
    socket.unref();
    return (line) => {
      socket.write(line);
    };
  } catch {
    // stdout is a file, as when somebody runs the writer by hand
    return (line) => {
      try {
        writeSync(1, line);
      } catch {
        onError();
      }
    };
  }
}
