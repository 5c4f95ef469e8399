import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../support/errors.ts';
import { sleep } from '../support/waiting.ts';
import { OTHER, useOtherMachine } from './ssh-support.ts';

const world = useOtherMachine();
const signal = new AbortController().signal;

describe('read', () => {
  const BYTES = 300_000_000;

  /** Makes a file over there, no two MB of it the same. Resolves to its hash. */
  async function image(bytes = BYTES): Promise<string> {
    const hash = createHash('sha256');
    const file = await open(world.machine.path('/root/image'), 'w');
    const megabyte = randomBytes(Math.min(bytes, 1_000_000));
    for (let written = 0; written < bytes; written += megabyte.length) {
      megabyte.writeUInt32BE(written);
      hash.update(megabyte);
      await file.write(megabyte);
    }
    await file.close();
    return hash.digest('hex');
  }

  it('brings every byte, and holds few of them', async () => {
    const sha256 = await image();
    const hash = createHash('sha256');
    const held = (): number => process.memoryUsage().arrayBuffers;
    const before = held();
    let [bytes, largest, most, inPause] = [0, 0, 0, 0];
    for await (const chunk of world.ssh.read(OTHER, '/root/image', BYTES, signal)) {
      if (bytes === 0) {
        // A reader that takes its time: nothing may pile up here meanwhile.
        await sleep(1_000);
        inPause = held() - before;
      }
      hash.update(chunk);
      bytes += chunk.length;
      largest = Math.max(largest, chunk.length);
      most = Math.max(most, held() - before);
    }
    expect(bytes).toBe(BYTES);
    expect(hash.digest('hex')).toBe(sha256);
    expect(largest).toBeLessThanOrEqual(1 << 20);
    expect(inPause).toBeLessThan(4 << 20);
    // Most of it is waiting to be collected.
    expect(most).toBeLessThan(100 << 20);
    await world.quiet();
  });

  async function readAll(options: { path?: string; bytes?: number; onChunk?: () => void }): Promise<number> {
    let total = 0;
    for await (const chunk of world.ssh.read(OTHER, options.path ?? '/root/image', options.bytes ?? BYTES, signal)) {
      total += chunk.length;
      options.onChunk?.();
    }
    return total;
  }

  it('ends with an error when the connection is cut', async () => {
    await image();
    let seen = 0;
    const reading = readAll({ onChunk: () => void (++seen === 100 && world.machine.cut()) });
    const error = await appErrorOf(reading);
    expect(error.code).toBe('remote-lost');
    // A busy ssh may end without a word; what it says is what we hand on.
    if (error.facts.reason !== 'killed') expect(error.facts.detail).toMatch(/closed by|Broken pipe|reset/);
    await world.quiet();
  });

  it.each([
    ['shorter', 1001],
    ['longer', 999],
  ])('ends with an error when the file is %s than it should be', async (_, bytes) => {
    await image(1000);
    const error = await appErrorOf(readAll({ bytes }));
    expect(error).toMatchObject({ code: 'remote-lost', facts: { reason: 'file', path: '/root/image' } });
    expect(await readAll({ bytes: 1000 })).toBe(1000);
  });

  it('ends with an error when there is no file', async () => {
    const error = await appErrorOf(readAll({ path: '/root/nothing' }));
    expect(error).toMatchObject({ code: 'remote-lost', facts: { reason: 'file' } });
    expect(error.facts.detail).toBe('/root/nothing: there is no such file');
  });

  it('leaves nothing when its reader stops, or is cancelled', async () => {
    await image();
    for await (const chunk of world.ssh.read(OTHER, '/root/image', BYTES, signal)) if (chunk.length > 0) break;
    await world.quiet();
    const controller = new AbortController();
    const reading = async (): Promise<void> => {
      for await (const chunk of world.ssh.read(OTHER, '/root/image', BYTES, controller.signal))
        if (chunk.length > 0) controller.abort();
    };
    expect((await appErrorOf(reading())).code).toBe('cancelled');
    await world.quiet();
  });
});
