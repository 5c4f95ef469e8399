import { createServer, type Socket } from 'node:net';
import type { Disk } from './disk.ts';
import { DiskError, EIO } from './disk.ts';
import { agree } from './nbd-handshake.ts';
import { createByteReader, type ByteReader } from './byte-reader.ts';

// https://github.com/NetworkBlockDevice/nbd/blob/master/doc/proto.md
const REQUEST_MAGIC = 0x25609513;
const REPLY_MAGIC = 0x67446698;
const REQUEST_BYTES = 28;
const COMMAND = { read: 0, write: 1, disconnect: 2, flush: 3 } as const;
const EINVAL = 22;
const NOTHING = Buffer.alloc(0);

export interface NbdServer {
  close(): Promise<void>;
}

/**
 * Serves a disk on a unix socket, as QEMU's `nbd` driver takes it. One request at a time, as a USB stick does: one that
 * is late holds up all that follow.
 */
export async function serveNbd(path: string, disk: Disk): Promise<NbdServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // QEMU has gone, or is no NBD client: nobody to tell.
    void serve(socket, disk)
      .catch(() => undefined)
      .finally(() => {
        sockets.delete(socket);
        socket.destroy();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function serve(socket: Socket, disk: Disk): Promise<void> {
  const reader = createByteReader(socket);
  if (!(await agree(socket, reader, disk.bytes))) return;
  while (await answerOne(socket, reader, disk));
}

/** False when the client has said good-bye. */
async function answerOne(socket: Socket, reader: ByteReader, disk: Disk): Promise<boolean> {
  const request = await reader.take(REQUEST_BYTES);
  if (request.readUInt32BE(0) !== REQUEST_MAGIC) throw new Error('no NBD request');
  const command = request.readUInt16BE(6);
  const offset = Number(request.readBigUInt64BE(16));
  const length = request.readUInt32BE(24);
  if (command === COMMAND.disconnect) return false;
  const data = command === COMMAND.write ? await reader.take(length) : NOTHING;
  const { errno, found } = await carriedOut(disk, command, offset, length, data);
  const reply = Buffer.alloc(16);
  reply.writeUInt32BE(REPLY_MAGIC, 0);
  reply.writeUInt32BE(errno, 4);
  request.copy(reply, 8, 8, 16);
  socket.write(Buffer.concat([reply, found]));
  return true;
}

async function carriedOut(
  disk: Disk,
  command: number,
  offset: number,
  length: number,
  data: Buffer,
): Promise<{ readonly errno: number; readonly found: Buffer }> {
  try {
    switch (command) {
      case COMMAND.read:
        return { errno: 0, found: await disk.read(offset, length) };
      case COMMAND.write:
        await disk.write(offset, data);
        return { errno: 0, found: NOTHING };
      case COMMAND.flush:
        await disk.flush();
        return { errno: 0, found: NOTHING };
      default:
        return { errno: EINVAL, found: NOTHING };
    }
  } catch (error) {
    return { errno: error instanceof DiskError ? error.errno : EIO, found: NOTHING };
  }
}
