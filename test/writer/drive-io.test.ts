import { constants } from 'node:fs';
import { mkdir, open, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { kernelName } from '../../src/core/drives/drive.ts';
import { createAbortSwitch } from '../../src/writer/abort.ts';
import { createDevice } from '../../src/writer/device.ts';
import { driveIo } from '../../src/writer/drive-io.ts';
import { appErrorOf, errnoError } from '../support/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A sysfs that tells of this capacity, in sectors. */
async function sysWith(device: string, sectors: number): Promise<string> {
  const sys = await tempFolder();
  const folder = `${sys}/class/block/${kernelName(device)}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/size`, `${sectors}\n`);
  return sys;
}

/** A descriptor that can be read and not written: EBADF. Or of another file, as which the device then behaves. */
async function openReader(openAgain?: (path: string) => Promise<void>, sectors = 8, behavesAs?: string) {
  const file = path.join(await tempFolder(), 'device');
  await writeFile(file, 'hello');
  const handle = await open(behavesAs ?? file, constants.O_RDONLY);
  onTestFinished(() => handle.close());
  const sys = await sysWith(file, sectors);
  const sizes = { bytes: 4096, sectorBytes: 512 };
  const options = { path: file, fd: handle.fd, ...sizes, direct: true, isFile: false };
  const device = createDevice(options, createAbortSwitch(), driveIo(file, handle.fd, { openAgain, sys }));
  return { device, file, block: `${sys}/class/block/${kernelName(file)}` };
}

/** Where nothing is mapped, as at its start, Linux answers a read with EIO. */
const ANSWERS_EIO = '/proc/self/mem';

describe('driveIo', () => {
  it('does not ask a drive that answers', async () => {
    const openAgain = vi.fn(() => Promise.resolve());
    const { device } = await openReader(openAgain);
    const buffer = Buffer.alloc(5);
    await device.read(buffer, 0);
    expect([buffer.toString(), openAgain.mock.calls.length]).toEqual(['hello', 0]);
  });

  it('asks one that fails for its medium: without one the drive is lost', async () => {
    const openAgain = vi.fn(() => Promise.reject(errnoError('ENOMEDIUM')));
    const { device, file } = await openReader(openAgain);
    expect(await appErrorOf(device.write(Buffer.from('x'), 0))).toMatchObject({
      code: 'drive-lost',
      facts: { operation: 'write', errno: 'ENOMEDIUM', offset: 0 },
    });
    expect(openAgain.mock.calls).toEqual([[file]]);
  });

  it.each([
    ['can be opened', () => Promise.resolve()],
    ['fails then, too', () => Promise.reject(errnoError('EIO'))],
  ])('leaves the error of one that %s as it was', async (_, openAgain) => {
    const { device } = await openReader(openAgain);
    expect(await appErrorOf(device.write(Buffer.from('x'), 0))).toMatchObject({ facts: { errno: 'EBADF' } });
  });

  it('does not wait for one that does not answer', async () => {
    const asked = vi.fn(() => new Promise<void>(() => undefined));
    const { device } = await openReader(asked);
    vi.useFakeTimers();
    const failed = appErrorOf(device.write(Buffer.from('x'), 0));
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    await vi.runAllTimersAsync();
    expect(await failed).toMatchObject({ facts: { errno: 'EBADF' } });
  });

  it('opens by its path, and closes it again', async () => {
    const { device, file } = await openReader();
    expect(await appErrorOf(device.write(Buffer.from('x'), 0))).toMatchObject({ facts: { errno: 'EBADF' } });
    const fds = await readdir('/proc/self/fd');
    const files = await Promise.all(fds.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => null)));
    expect(files.filter((one) => one === file)).toHaveLength(1);
  });

  it.each([
    ['a write that fails', 0, 'drive-lost', 'ENOMEDIUM'],
    ['a write that fails', 8, 'io-error', 'EBADF'],
  ])('takes %s with a capacity of %d sectors for %s', async (_, sectors, code, errno) => {
    const { device } = await openReader(() => Promise.resolve(), sectors);
    expect(await appErrorOf(device.write(Buffer.from('x'), 0))).toMatchObject({ code, facts: { errno } });
  });

  it.each([
    [0, 'drive-lost', 'ENOMEDIUM'],
    [8, 'io-error', 'short: 0 of 512 bytes'],
  ])('takes a read that moves nothing with a capacity of %d sectors for %s', async (sectors, code, errno) => {
    const { device } = await openReader(() => Promise.resolve(), sectors);
    expect(await appErrorOf(device.read(Buffer.alloc(512), 4096))).toMatchObject({ code, facts: { errno } });
  });

  describe('after an EIO', () => {
    const failing = (): ReturnType<typeof openReader> => openReader(() => Promise.resolve(), 8, ANSWERS_EIO);

    it('believes a drive that stays', async () => {
      const { device } = await failing();
      expect(await appErrorOf(device.read(Buffer.alloc(512), 0))).toMatchObject({
        code: 'bad-sector',
        facts: { operation: 'read', errno: 'EIO', offset: 0 },
      });
    });

    it('waits for a node that is about to go', async () => {
      const { device, file } = await failing();
      const failed = appErrorOf(device.read(Buffer.alloc(512), 0));
      setTimeout(() => void rm(file), 100);
      expect(await failed).toMatchObject({ code: 'drive-lost', facts: { errno: 'ENODEV', offset: 0 } });
    });

    it.each([
      ['cancel', 'drive-lost'],
      ['deleted', 'drive-lost'],
      ['running', 'bad-sector'],
      // Given up by the kernel, and still plugged in.
      ['offline', 'bad-sector'],
    ])('asks the kernel: %s is %s', async (state, code) => {
      const { device, block } = await failing();
      await mkdir(`${block}/device`);
      await writeFile(`${block}/device/state`, `${state}\n`);
      expect(await appErrorOf(device.read(Buffer.alloc(512), 0))).toMatchObject({ code });
    });

    it('takes a drive that sysfs knows no more for gone', async () => {
      const { device, block } = await failing();
      const failed = appErrorOf(device.read(Buffer.alloc(512), 0));
      setTimeout(() => void rm(block, { recursive: true }), 100);
      expect(await failed).toMatchObject({ code: 'drive-lost' });
    });
  });
});
