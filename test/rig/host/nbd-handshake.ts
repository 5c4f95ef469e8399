import type { Socket } from 'node:net';
import type { ByteReader } from './byte-reader.ts';

// "Fixed newstyle": https://github.com/NetworkBlockDevice/nbd/blob/master/doc/proto.md
const OPTION_MAGIC = 0x49484156454f5054n;
const REPLY_MAGIC = 0x0003e889045565a9n;
const FIXED_NEWSTYLE_WITHOUT_ZEROES = 3;
const OPTION = { abort: 2, go: 7 } as const;
const REPLY = { ack: 1, info: 3, unsupported: 0x80000001 } as const;
/** The drive has flags, one of them that it takes flushes. */
const EXPORT_FLAGS = 1 | 4;

/** Agrees with a client on the one disk there is, of `bytes`, whatever name it asks for. False when it gives up. */
export async function agree(socket: Socket, reader: ByteReader, bytes: number): Promise<boolean> {
  socket.write(Buffer.concat([Buffer.from('NBDMAGIC'), u64(OPTION_MAGIC), u16(FIXED_NEWSTYLE_WITHOUT_ZEROES)]));
  await reader.take(4); // the client's flags
  for (;;) {
    const head = await reader.take(16);
    if (head.readBigUInt64BE(0) !== OPTION_MAGIC) throw new Error('no NBD option');
    const option = head.readUInt32BE(8);
    await reader.take(head.readUInt32BE(12));
    const reply = (type: number, data = Buffer.alloc(0)): void => {
      socket.write(Buffer.concat([u64(REPLY_MAGIC), u32(option), u32(type), u32(data.length), data]));
    };
    switch (option) {
      case OPTION.go:
        reply(REPLY.info, Buffer.concat([u16(0), u64(BigInt(bytes)), u16(EXPORT_FLAGS)]));
        reply(REPLY.ack);
        return true;
      case OPTION.abort:
        reply(REPLY.ack);
        return false;
      default:
        reply(REPLY.unsupported);
    }
  }
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
