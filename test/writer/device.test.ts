import { constants } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { createAbortSwitch } from '../../src/writer/abort.ts';
import { alignedBuffer } from '../../src/writer/blocks.ts';
import { createDevice } from '../../src/writer/device.ts';
import { appErrorOf } from '../support/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function openDevice(options: { flags?: number; isFile?: boolean; content?: string } = {}) {
  const file = path.join(await tempFolder(), 'device');
  await writeFile(file, options.content ?? 'hello');
  const handle = await open(file, options.flags ?? constants.O_RDWR);
  onTestFinished(() => handle.close().catch(() => undefined));
  const abort = createAbortSwitch();
  const sizes = { bytes: 4096, sectorBytes: 512 };
  const device = createDevice(
    { path: file, fd: handle.fd, ...sizes, direct: false, isFile: options.isFile ?? true },
    abort,
  );
  return { device, abort, file };
}

describe('createDevice', () => {
  it('writes at an offset and reads it back', async () => {
    const { device, file } = await openDevice();
    await device.write(Buffer.from('world'), 3);
    expect(await readFile(file, 'utf8')).toBe('helworld');
    const buffer = Buffer.alloc(5);
    await device.read(buffer, 3);
    expect(buffer.toString()).toBe('world');
  });

  it('reads zeros behind the end of a virtual card', async () => {
    const { device } = await openDevice();
    const buffer = Buffer.alloc(10, 'x');
    await device.read(buffer, 2);
    expect(buffer.toString('latin1')).toBe('llo\0\0\0\0\0\0\0');
  });

  it('takes a read that a drive answers with less as an error', async () => {
    const { device } = await openDevice({ isFile: false });
    expect(await appErrorOf(device.read(Buffer.alloc(10), 2))).toMatchObject({
      code: 'io-error',
      facts: { operation: 'read', offset: 2, errno: 'short: 3 of 10 bytes' },
    });
  });

  it('gives an errno its cause', async () => {
    const { device } = await openDevice({ flags: constants.O_RDONLY });
    expect(await appErrorOf(device.write(Buffer.from('x'), 0))).toMatchObject({
      code: 'io-error',
      facts: { operation: 'write', errno: 'EBADF', offset: 0 },
    });
  });

  it('makes no request once the switch is thrown', async () => {
    const { device, abort, file } = await openDevice();
    abort.abort();
    const requests = [
      () => device.write(Buffer.from('x'), 0),
      () => device.read(Buffer.alloc(1), 0),
      () => device.flush(),
      () => device.truncate(0),
    ];
    for (const request of requests) expect((await appErrorOf(request)).code).toBe('cancelled');
    expect(await readFile(file, 'utf8')).toBe('hello');
  });

  it('tells since when it waits for an answer, and that it waits no more', async () => {
    const { device } = await openDevice();
    expect(device.waitingSince()).toBeNull();
    const before = performance.now();
    const writing = device.write(alignedBuffer(1 << 20), 0);
    expect(device.waitingSince()).toBeGreaterThanOrEqual(before);
    await writing;
    expect(device.waitingSince()).toBeNull();
  });

  it('closes after what is under way, never below it', async () => {
    const { device, file } = await openDevice();
    const order: string[] = [];
    const writing = device.write(alignedBuffer(8 << 20), 0).then(() => order.push('written'));
    const closing = device.close().then(() => order.push('closed'));
    await Promise.all([writing, closing]);
    expect(order).toEqual(['written', 'closed']);
    expect((await readFile(file)).byteLength).toBe(8 << 20);
  });
});
