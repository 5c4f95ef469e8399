import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIB, sparseFile } from './block-devices.ts';
import { diskInFile, type Disk } from './disk.ts';
import { failure, hold, slowness, stall, withFault } from './disk-faults.ts';
import { bitFlipping, counterfeit, volatileCache } from './lying-disks.ts';

const REAL_BYTES = 2 * MIB;
let folder: string;
let file: string;
let real: Awaited<ReturnType<typeof diskInFile>>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'nixberry-disk-'));
  file = sparseFile(path.join(folder, 'disk'), REAL_BYTES);
  real = await diskInFile(file);
});

afterEach(async () => {
  await real.close();
  await rm(folder, { recursive: true });
});

const bytes = (length: number, value: number): Buffer => Buffer.alloc(length, value);
const isWrite = ({ operation }: { readonly operation: string }): boolean => operation === 'write';

async function roundTrip(disk: Disk, offset: number, data: Buffer): Promise<Buffer> {
  await disk.write(offset, data);
  return disk.read(offset, data.length);
}

describe('a counterfeit', () => {
  it('that wraps puts what lies behind its end over its beginning', async () => {
    const fake = counterfeit(real, 64 * MIB, 'wraps');
    expect(fake.bytes).toBe(64 * MIB);
    // Half of it before the end.
    expect(await roundTrip(fake, REAL_BYTES - 512, bytes(1024, 7))).toEqual(bytes(1024, 7));
    expect(await fake.read(0, 1024)).toEqual(Buffer.concat([bytes(512, 7), bytes(512, 0)]));
    expect(await fake.read(8 * MIB, 512)).toEqual(bytes(512, 7));
  });

  it('that drops forgets what lies behind its end', async () => {
    const fake = counterfeit(real, 64 * MIB, 'drops');
    const read = await roundTrip(fake, REAL_BYTES - 512, bytes(1024, 7));
    expect(read).toEqual(Buffer.concat([bytes(512, 7), bytes(512, 0)]));
    expect(await fake.read(0, 512)).toEqual(bytes(512, 0));
  });
});

describe('a flipped bit', () => {
  it('on write is on the medium, and nothing else is changed', async () => {
    const data = bytes(512, 0x10);
    const read = await roundTrip(bitFlipping(real, 700, 'write'), 512, data);
    expect(read[700 - 512]).toBe(0x11);
    expect([...read].filter((byte) => byte !== 0x10)).toHaveLength(1);
    expect(data).toEqual(bytes(512, 0x10));
  });

  it('on read is not on the medium', async () => {
    const flipping = bitFlipping(real, 700, 'read');
    expect((await roundTrip(flipping, 512, bytes(512, 0x10)))[700 - 512]).toBe(0x11);
    expect(await real.read(512, 512)).toEqual(bytes(512, 0x10));
    expect(await roundTrip(flipping, 1024, bytes(512, 0x10))).toEqual(bytes(512, 0x10));
  });

  it('on the first read is right from then on, and what was not written is not counted', async () => {
    const flipping = bitFlipping(real, 700, 'read', 1);
    await flipping.read(512, 512);
    expect((await roundTrip(flipping, 512, bytes(512, 0x10)))[700 - 512]).toBe(0x11);
    expect(await flipping.read(512, 512)).toEqual(bytes(512, 0x10));
  });

  it('on the first write is right once it was written again', async () => {
    const flipping = bitFlipping(real, 700, 'write', 1);
    expect((await roundTrip(flipping, 512, bytes(512, 0x10)))[700 - 512]).toBe(0x11);
    expect(await roundTrip(flipping, 512, bytes(512, 0x10))).toEqual(bytes(512, 0x10));
  });
});

describe('a volatile cache', () => {
  it('reads what it holds, and has on the medium only what was flushed', async () => {
    const cached = volatileCache(real);
    expect(await roundTrip(cached, 4000, bytes(200, 3))).toEqual(bytes(200, 3));
    expect(await real.read(4000, 200)).toEqual(bytes(200, 0));
    await cached.flush();
    expect(await real.read(4000, 200)).toEqual(bytes(200, 3));
    await cached.write(4100, bytes(50, 4));
    expect(await cached.read(4090, 70)).toEqual(Buffer.concat([bytes(10, 3), bytes(50, 4), bytes(10, 3)]));
    expect((await readFile(file)).subarray(4000, 4200)).toEqual(bytes(200, 3));
  });

  it('has what it is quick to write out on the medium at once', async () => {
    const cached = volatileCache(real, (offset) => offset === 0);
    await cached.write(4000, bytes(200, 3));
    expect(await real.read(4000, 200)).toEqual(Buffer.concat([bytes(96, 3), bytes(104, 0)]));
    expect(await cached.read(4000, 200)).toEqual(bytes(200, 3));
  });
});

describe('a fault', () => {
  it('fails the requests that it concerns with its errno, and no other', async () => {
    let isBroken = false;
    const disk = withFault(
      real,
      failure((request) => isBroken && isWrite(request), 28),
    );
    await disk.write(0, bytes(512, 1));
    isBroken = true;
    await expect(disk.write(512, bytes(512, 1))).rejects.toMatchObject({ errno: 28 });
    expect(await disk.read(0, 512)).toEqual(bytes(512, 1));
    await disk.flush();
    expect(await real.read(512, 512)).toEqual(bytes(512, 0));
  });

  it('holds requests back until they are released', async () => {
    const waiting = hold(isWrite);
    const disk = withFault(real, waiting.fault);
    expect(waiting.isHolding).toBe(false);
    const write = disk.write(0, bytes(512, 1));
    expect(waiting.isHolding).toBe(true);
    expect(await disk.read(0, 512)).toEqual(bytes(512, 0));
    waiting.release();
    await write;
    expect(waiting.isHolding).toBe(false);
    expect(await roundTrip(disk, 0, bytes(512, 2))).toEqual(bytes(512, 2));
  });

  it('stalls one request', async () => {
    const disk = withFault(real, stall(isWrite, 500));
    const ms = await timed(() => disk.write(0, bytes(512, 1)));
    expect(ms).toBeGreaterThan(490);
    expect(await timed(() => disk.write(0, bytes(512, 1)))).toBeLessThan(490);
  });

  it('slows down to a rate', async () => {
    const disk = withFault(real, slowness(isWrite, 10 * MIB));
    expect(await timed(() => disk.write(0, bytes(MIB, 1)))).toBeGreaterThan(95);
  });
});

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
