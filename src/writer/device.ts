import { close, fstat, fsync, ftruncate, read, write } from 'node:fs';
import { promisify } from 'node:util';
import type { AbortSwitch } from './abort.ts';
import { causeOf, shortTransfer } from './causes.ts';

const closeAsync = promisify(close);
const fstatAsync = promisify(fstat);
const fsyncAsync = promisify(fsync);
const ftruncateAsync = promisify(ftruncate);

/** An open target. Every request goes through here: checked against the abort switch, whole or an error with a cause. */
export interface Device {
  readonly path: string;
  readonly fd: number;
  /** Capacity in bytes; Infinity for a virtual card whose length follows the image. */
  readonly bytes: number;
  /** Requests must be multiples of this. */
  readonly sectorBytes: number;
  /** Reads come from the medium (O_DIRECT), not from a cache of this computer. */
  readonly direct: boolean;
  /** When the last request ended, or null while none is under way: for the watch over drives that do not answer. */
  readonly waitingSince: () => number | null;
  write(buffer: Uint8Array, offset: number): Promise<void>;
  /** Fills `buffer`; past the end of a file the rest is zeros. */
  read(buffer: Uint8Array, offset: number): Promise<void>;
  flush(): Promise<void>;
  /** Sets the length of a virtual card; one that has it already is not touched. */
  truncate(bytes: number): Promise<void>;
  /** Closes it once nothing is under way any more: a descriptor must not be used again below a request that hangs. */
  close(): Promise<void>;
}

interface DeviceOptions {
  readonly path: string;
  readonly fd: number;
  readonly bytes: number;
  readonly sectorBytes: number;
  readonly direct: boolean;
  readonly isFile: boolean;
}

/** How bytes get to an open target and back. Each resolves with the number of bytes that were moved. */
export interface DeviceIo {
  write(buffer: Uint8Array, offset: number): Promise<number>;
  read(buffer: Uint8Array, offset: number): Promise<number>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Plainly what the descriptor says. */
export function descriptorIo(fd: number): DeviceIo {
  return {
    write: (buffer, offset) => transfer(write, fd, buffer, offset),
    read: (buffer, offset) => transfer(read, fd, buffer, offset),
    flush: () => fsyncAsync(fd),
    close: () => closeAsync(fd),
  };
}

/** A target behind the checks of `Device`. `io`: where it is not plainly the descriptor's. */
export function createDevice(
  options: DeviceOptions,
  abort: AbortSwitch,
  io: DeviceIo = descriptorIo(options.fd),
): Device {
  const { path, fd, isFile } = options;
  let pending = 0;
  let lastAnswer = 0;
  let onIdle = (): void => undefined;

  const request = async <T>(operation: 'read' | 'write' | 'flush', offset: number | null, run: () => Promise<T>) => {
    abort.check();
    if (pending++ === 0) lastAnswer = performance.now();
    try {
      return await run();
    } catch (thrown) {
      throw causeOf(thrown, path, operation, offset);
    } finally {
      pending--;
      lastAnswer = performance.now();
      if (pending === 0) onIdle();
    }
  };

  return {
    path,
    fd,
    bytes: options.bytes,
    sectorBytes: options.sectorBytes,
    direct: options.direct,
    waitingSince: () => (pending > 0 ? lastAnswer : null),
    write: (buffer, offset) =>
      request('write', offset, async () => {
        const done = await io.write(buffer, offset);
        if (done !== buffer.byteLength) throw shortTransfer(path, 'write', offset, buffer.byteLength, done);
      }),
    read: (buffer, offset) =>
      request('read', offset, async () => {
        const done = await io.read(buffer, offset);
        if (done === buffer.byteLength) return;
        if (!isFile) throw shortTransfer(path, 'read', offset, buffer.byteLength, done);
        buffer.fill(0, done);
      }),
    flush: () => request('flush', null, () => io.flush()),
    truncate: (bytes) =>
      request('write', bytes, async () => {
        if ((await fstatAsync(fd)).size !== bytes) await ftruncateAsync(fd, bytes);
      }),
    close: async () => {
      if (pending > 0)
        await new Promise<void>((resolve) => {
          onIdle = resolve;
        });
      await io.close();
    },
  };
}

type Transfer = (
  fd: number,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
  callback: (error: NodeJS.ErrnoException | null, bytes: number) => void,
) => void;

function transfer(call: Transfer, fd: number, buffer: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    call(fd, buffer, 0, buffer.byteLength, position, (error, bytes) => {
      if (error) reject(error);
      else resolve(bytes);
    });
  });
}
