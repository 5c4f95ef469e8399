import net from 'node:net';
import { createInterface } from 'node:readline';
import { poll } from './waiting.ts';

const CONNECT_MS = 20_000;

/** Connects to a unix socket that a starting program is about to listen on. */
export function connect(path: string, alive: () => void): Promise<net.Socket> {
  return poll(
    () => {
      alive();
      return new Promise<net.Socket | null>((resolve) => {
        const socket = net.connect(path, () => {
          resolve(socket);
        });
        socket.once('error', () => {
          resolve(null);
        });
      });
    },
    CONNECT_MS,
    `connection to ${path}`,
  );
}

/** Calls `handle` with each JSON object that comes, one a line; lines that are none are passed over. */
export function onMessages(socket: net.Socket, handle: (message: Record<string, unknown>) => void): void {
  createInterface({ input: socket })
    .on('line', (line) => {
      const message = parse(line);
      if (message) handle(message);
    })
    .on('error', () => undefined); // readline passes the socket's on; the end of QEMU is told by its process
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
