import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net, { type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MIB, sparseFile } from './block-devices.ts';
import { createByteReader, type ByteReader } from './byte-reader.ts';
import { diskInFile } from './disk.ts';
import { failure, withFault } from './disk-faults.ts';
import { serveNbd, type NbdServer } from './nbd-server.ts';

// What a client of the "fixed newstyle" says, byte by byte as the protocol's document has it.
const GO = '49484156454f5054' + '00000007' + '00000006' + '00000000' + '0000';
const STRUCTURED_REPLIES = '49484156454f5054' + '00000008' + '00000000';
const DISK_BYTES = MIB;

let folder: string;
let disk: Awaited<ReturnType<typeof diskInFile>>;
let server: NbdServer;
let socket: Socket;
let reader: ByteReader;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'nb-nbd-'));
  disk = await diskInFile(sparseFile(path.join(folder, 'disk'), DISK_BYTES));
  const listening = path.join(folder, 'socket');
  server = await serveNbd(
    listening,
    withFault(
      disk,
      failure(({ offset }) => offset === 65_536),
    ),
  );
  socket = net.connect(listening);
  await once(socket, 'connect');
  reader = createByteReader(socket);
  socket.write(Buffer.from('00000003', 'hex'));
});

afterEach(async () => {
  socket.destroy();
  await server.close();
  await disk.close();
  await rm(folder, { recursive: true });
});

const taken = async (bytes: number): Promise<string> => (await reader.take(bytes)).toString('hex');

async function greeted(): Promise<void> {
  expect(await taken(18)).toBe(Buffer.from('NBDMAGICIHAVEOPT').toString('hex') + '0003');
}

async function connected(): Promise<void> {
  await greeted();
  socket.write(Buffer.from(GO, 'hex'));
  // Information 0: length and flags; then the agreement.
  expect(await taken(32)).toBe(
    '0003e889045565a9' + '00000007' + '00000003' + '0000000c' + '0000' + '0000000000100000' + '0005',
  );
  expect(await taken(20)).toBe('0003e889045565a9' + '00000007' + '00000001' + '00000000');
}

function request(command: number, offset: number, length: number, data = ''): void {
  const head = Buffer.alloc(28);
  head.writeUInt32BE(0x25609513, 0);
  head.writeUInt16BE(command, 6);
  head.write('cookie!!', 8);
  head.writeBigUInt64BE(BigInt(offset), 16);
  head.writeUInt32BE(length, 24);
  socket.write(Buffer.concat([head, Buffer.from(data)]));
}

const reply = (errno: number): string =>
  '67446698' + errno.toString(16).padStart(8, '0') + Buffer.from('cookie!!').toString('hex');

it('refuses options that it does not know, and goes on', async () => {
  await greeted();
  socket.write(Buffer.from(STRUCTURED_REPLIES, 'hex'));
  expect(await taken(20)).toBe('0003e889045565a9' + '00000008' + '80000001' + '00000000');
});

it('writes, flushes and reads', async () => {
  await connected();
  request(1, 4096, 5, 'hello');
  request(3, 0, 0);
  request(0, 4095, 7);
  expect(await taken(16)).toBe(reply(0));
  expect(await taken(16)).toBe(reply(0));
  expect(await taken(16)).toBe(reply(0));
  expect((await reader.take(7)).toString()).toBe('\0hello\0');
  expect((await disk.read(4096, 5)).toString()).toBe('hello');
});

it('answers with the errno of the disk, and goes on', async () => {
  await connected();
  request(1, 65_536, 5, 'hello');
  expect(await taken(16)).toBe(reply(5));
  request(4, 0, 0); // trim, which is not offered
  expect(await taken(16)).toBe(reply(22));
  request(0, 0, 1);
  expect(await taken(17)).toBe(reply(0) + '00');
});

it('ends the connection when it is asked to', async () => {
  await connected();
  request(2, 0, 0);
  await expect(reader.take(1)).rejects.toThrow('the other side has gone');
});
