import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TargetOutcome } from '../../src/contract/writer.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { createChangesWriter } from '../../src/writer/changes.ts';
import { PIECE_BYTES } from '../../src/writer/differing-runs.ts';
import { MARKER, markerBlock } from '../../src/writer/marker.ts';
import { errnoError } from '../support/errors.ts';
import { driveTarget, fileTarget, writeHeader } from '../support/headers.ts';
import { memoryDevice } from '../support/memory-device.ts';
import { memoryHost } from '../support/memory-host.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { testImage } from '../support/test-image.ts';
import { startTestPass, type TestPass } from '../support/test-pass.ts';

const MIB = BLOCK_BYTES;
const image = testImage(5 * MIB + 700);
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

/** A virtual card that holds `content` since long ago. */
async function oldCard(content: Buffer): Promise<string> {
  const card = path.join(await tempFolder(), 'card.img');
  await writeFile(card, content);
  await utimes(card, LONG_AGO, LONG_AGO);
  return card;
}

async function update(card: string, onEvent?: Parameters<typeof startTestPass>[1]): Promise<TestPass> {
  const targets = [fileTarget(card, { overwrite: true })];
  const run = startTestPass(writeHeader({ onlyChanged: true, targets }), onEvent);
  await run.complete(image);
  return run;
}

function outcome(run: TestPass): TargetOutcome | undefined {
  return run.outcomes().get(0);
}

describe('a pass that writes only changes', () => {
  it('does not touch a card that is right already', async () => {
    const card = await oldCard(image);
    expect(outcome(await update(card))).toMatchObject({ kind: 'done', writtenBytes: 0 });
    expect((await stat(card)).mtime).toEqual(LONG_AGO);
  });

  it('writes the one piece that differs, and the first MiB, which it had to wipe before', async () => {
    const old = Buffer.from(image);
    old.fill(0, 3 * MIB + 5, 3 * MIB + 6);
    const card = await oldCard(old);
    expect(outcome(await update(card))).toMatchObject({ kind: 'done', writtenBytes: MIB + PIECE_BYTES });
    expect((await readFile(card)).equals(image)).toBe(true);
  });

  it('writes the first MiB alone when nothing else differs', async () => {
    const old = Buffer.from(image);
    old.fill(0, 446, 510);
    const card = await oldCard(old);
    expect(outcome(await update(card))).toMatchObject({ kind: 'done', writtenBytes: MIB });
    expect((await readFile(card)).equals(image)).toBe(true);
  });

  it('writes everything onto a new card', async () => {
    const card = path.join(await tempFolder(), 'card.img');
    expect(outcome(await update(card))).toMatchObject({ kind: 'done', bytes: image.byteLength });
    expect((await readFile(card)).equals(image)).toBe(true);
  });

  it('cuts off what an older, longer card had behind the image', async () => {
    const card = await oldCard(Buffer.concat([image, testImage(MIB, 3)]));
    expect(outcome(await update(card))).toMatchObject({ kind: 'done' });
    expect((await readFile(card)).equals(image)).toBe(true);
  });

  it('cancelled while everything was the same says untouched, and is', async () => {
    const card = await oldCard(image);
    const run = await update(card, (event, pass) => {
      if (event.type === 'phase' && event.phase === 'verifying') pass.cancel();
    });
    expect(outcome(run)).toEqual({ kind: 'cancelled', state: 'untouched' });
    expect((await readFile(card)).equals(image)).toBe(true);
    expect((await stat(card)).mtime).toEqual(LONG_AGO);
  });

  it('cancelled after a change says unbootable, and is', async () => {
    const card = await oldCard(testImage(image.byteLength, 9));
    const run = await update(card, (event, pass) => {
      if (event.type === 'phase' && event.phase === 'verifying') pass.cancel();
    });
    expect(outcome(run)).toEqual({ kind: 'cancelled', state: 'unbootable' });
    expect((await readFile(card)).subarray(0, MARKER.length).toString()).toBe(MARKER);
  });
});

describe('createChangesWriter', () => {
  const marker = markerBlock('2026-11-22T10:00:00.000Z', 'job');

  it('has the marker on the medium before the first block that differs, however many come at once', async () => {
    const device = memoryDevice({ bytes: 8 * MIB });
    const changes = createChangesWriter(marker);
    const blocks = [1, 2, 3, 4].map((at) => ({ offset: at * MIB, bytes: testImage(MIB, at) }));
    await Promise.all(blocks.map(({ offset, bytes }) => changes.writeBlock(device, bytes, offset)));
    const order = device.requests
      .filter(({ kind }) => kind !== 'read')
      .map(({ kind, offset }) => `${kind} ${offset / MIB}`);
    expect(order.slice(0, 4)).toEqual(['write 0', 'flush 0', 'write 7', 'flush 0']);
    expect(order.slice(4).sort()).toEqual(['write 1', 'write 2', 'write 3', 'write 4']);
    expect(changes.wipe).toBe('wiped');
  });

  it('has no old backup table behind an image that ends within the last MiB', async () => {
    const bytes = 5 * MIB;
    const device = memoryDevice({ bytes });
    const end = 4 * MIB + 700;
    const newer = testImage(end);
    newer.copy(device.content);
    // Found only there, where the drive's end has been compared already.
    device.content.fill(0, 4 * MIB + 5, 4 * MIB + 6);
    const targets = [driveTarget(device.path, bytes)];
    const run = startTestPass(writeHeader({ onlyChanged: true, targets }), undefined, memoryHost(device));
    await run.complete(newer);
    expect(outcome(run)).toMatchObject({ kind: 'done' });
    expect(device.content.subarray(0, end).equals(newer)).toBe(true);
    expect(device.content.subarray(end).every((byte) => byte === 0)).toBe(true);
  });

  it.each(['write', 'flush'] as const)('does not call a card wiped whose marker failed in the %s', async (failing) => {
    const device = memoryDevice({
      bytes: 8 * MIB,
      before: ({ kind }) => {
        if (kind === failing) throw errnoError('EIO');
      },
    });
    const changes = createChangesWriter(marker);
    await expect(changes.writeBlock(device, testImage(MIB), MIB)).rejects.toThrow('EIO');
    expect(changes.wipe).toBe('wiping');
    expect(device.requests.some(({ kind, offset }) => kind === 'write' && offset === MIB)).toBe(false);
  });
});
