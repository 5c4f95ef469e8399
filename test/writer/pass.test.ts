import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TargetOutcome } from '../../src/contract/writer.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { fileTarget, writeHeader, type FileTarget } from '../support/headers.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { give, startTestPass, type TestPass } from '../support/test-pass.ts';

const MIB = BLOCK_BYTES;

async function cardPath(name = 'card.img'): Promise<string> {
  return path.join(await tempFolder(), name);
}

function outcomeOf(run: TestPass, target = 0): TargetOutcome {
  const outcome = run.outcomes().get(target);
  if (!outcome) throw new Error(`target ${target} has not ended`);
  return outcome;
}

async function flash(image: Buffer, target: FileTarget, imageBytes: number | null = null): Promise<TestPass> {
  const run = startTestPass(writeHeader({ imageBytes, targets: [target] }));
  await run.complete(image);
  return run;
}

describe('a pass onto a virtual card', () => {
  it.each([1, 511, 512, 4096, MIB - 1, MIB, MIB + 1, 3 * MIB + 700])(
    'writes and verifies an image of %i bytes, its length known or not',
    async (bytes) => {
      const image = testImage(bytes);
      for (const known of [bytes, null]) {
        const card = await cardPath();
        const run = await flash(image, fileTarget(card), known);
        expect(outcomeOf(run)).toMatchObject({ kind: 'done', bytes, sha256: sha256(image) });
        expect((await readFile(card)).equals(image)).toBe(true);
      }
    },
  );

  it('makes a card that is larger than the image, with nothing behind the image', async () => {
    const image = testImage(2 * MIB + 5);
    const card = await cardPath();
    await flash(image, fileTarget(card, { cardBytes: 6 * MIB + 1 }), image.byteLength);
    const there = await readFile(card);
    expect(there.byteLength).toBe(6 * MIB + 1);
    expect(there.subarray(0, image.byteLength).equals(image)).toBe(true);
    expect(there.subarray(image.byteLength).every((byte) => byte === 0)).toBe(true);
  });

  it('leaves nothing of an older, longer card', async () => {
    const card = await cardPath();
    await writeFile(card, testImage(5 * MIB, 2));
    const image = testImage(2 * MIB + 5);
    await flash(image, fileTarget(card, { overwrite: true }));
    expect((await readFile(card)).equals(image)).toBe(true);
  });

  it('goes through the phases in their order', async () => {
    const run = await flash(testImage(3 * MIB), fileTarget(await cardPath()));
    const phases = run.events.flatMap((event) => (event.type === 'phase' ? event.phase : []));
    expect(phases).toEqual(['wiping', 'writing', 'flushing', 'verifying', 'finishing']);
    expect(run.events.at(-1)).toEqual({ type: 'pass-end' });
    expect(run.events.at(-2)?.type).toBe('result');
  });

  it('tells the last of each phase that counts, however short it was', async () => {
    const bytes = 3 * MIB + 7;
    const { events } = await flash(testImage(bytes), fileTarget(await cardPath()), bytes);
    const before = (phase: string) =>
      events[events.findIndex((one) => one.type === 'phase' && one.phase === phase) - 1];
    expect([before('flushing'), before('finishing')]).toEqual([
      { type: 'progress', target: 0, bytes, of: bytes },
      { type: 'progress', target: 0, bytes, of: bytes },
    ]);
  });

  it('without verification reads nothing back and says so', async () => {
    const image = testImage(2 * MIB);
    const card = await cardPath();
    const run = startTestPass(writeHeader({ verify: false, targets: [fileTarget(card)] }));
    await run.complete(image);
    expect(outcomeOf(run)).toMatchObject({ kind: 'done', verified: 'no' });
    expect(run.events.some((event) => event.type === 'phase' && event.phase === 'verifying')).toBe(false);
    expect((await readFile(card)).equals(image)).toBe(true);
  });

  it('lays overlays over one card and not over the other, and tells the hash of each', async () => {
    const image = testImage(2 * MIB + 100);
    const folder = await tempFolder();
    const overlays = [
      { offset: 10, data: Buffer.from('seed').toString('base64') },
      { offset: 2 * MIB - 2, data: Buffer.from('over').toString('base64') },
    ];
    const patched = Buffer.from(image);
    patched.write('seed', 10);
    patched.write('over', 2 * MIB - 2);
    const [one, two] = [path.join(folder, '1.img'), path.join(folder, '2.img')];
    const run = startTestPass(writeHeader({ targets: [fileTarget(one, { overlays }), fileTarget(two)] }));
    await run.complete(image);
    expect(outcomeOf(run, 0)).toMatchObject({ kind: 'done', sha256: sha256(patched) });
    expect(outcomeOf(run, 1)).toMatchObject({ kind: 'done', sha256: sha256(image) });
    expect((await readFile(one)).equals(patched)).toBe(true);
    expect((await readFile(two)).equals(image)).toBe(true);
  });
});

describe('a pass that does not fit', () => {
  it('refuses an image that is known to be too large before it touches the card', async () => {
    const card = await cardPath();
    const run = await flash(testImage(3 * MIB), fileTarget(card, { cardBytes: 2 * MIB }), 3 * MIB);
    expect(outcomeOf(run)).toMatchObject({ kind: 'failed', code: 'image-too-large', state: 'untouched' });
    await expect(stat(card)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('ends a card that the image grows past with the marker in place; the other card is completed', async () => {
    const folder = await tempFolder();
    const [small, large] = [path.join(folder, 'small.img'), path.join(folder, 'large.img')];
    const image = testImage(4 * MIB);
    const targets = [fileTarget(small, { cardBytes: 2 * MIB + 4096 }), fileTarget(large, { cardBytes: 4 * MIB })];
    const run = startTestPass(writeHeader({ targets }));
    await run.complete(image);
    expect(outcomeOf(run, 0)).toMatchObject({ kind: 'failed', code: 'image-too-large', state: 'unbootable' });
    expect((await readFile(small)).subarray(0, MARKER.length).toString()).toBe(MARKER);
    expect(outcomeOf(run, 1)).toMatchObject({ kind: 'done' });
    expect((await readFile(large)).equals(image)).toBe(true);
  });

  it.each([
    ['another length', (image: Buffer) => ({ bytes: image.byteLength - 1, sha256: sha256(image) })],
    ['another hash', (image: Buffer) => ({ bytes: image.byteLength, sha256: sha256(testImage(5)) })],
  ])('is not completed by a commit of %s', async (_name, commitOf) => {
    const image = testImage(2 * MIB);
    const card = await cardPath();
    const run = startTestPass(writeHeader({ targets: [fileTarget(card)] }));
    await run.send(image);
    run.pass.end();
    run.pass.commit(commitOf(image));
    await run.pass.done;
    expect(outcomeOf(run)).toMatchObject({ kind: 'failed', code: 'unexpected', state: 'unbootable' });
    expect((await readFile(card)).subarray(0, MARKER.length).toString()).toBe(MARKER);
  });

  it('takes no commit before the data has ended', async () => {
    const image = testImage(2 * MIB);
    const card = await cardPath();
    const run = startTestPass(writeHeader({ targets: [fileTarget(card)] }));
    await run.send(image);
    run.pass.commit({ bytes: image.byteLength, sha256: sha256(image) });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(run.outcomes().size).toBe(0);
    run.pass.cancel();
    await run.pass.done;
    expect(outcomeOf(run)).toEqual({ kind: 'cancelled', state: 'unbootable' });
  });

  it('takes no data before the window is open, more than it allows, or behind the end', async () => {
    const run = startTestPass(writeHeader({ targets: [fileTarget(await cardPath())] }));
    expect(() => give(run.pass, Buffer.alloc(1))).toThrow(/more data than the window allows/);
    await run.send(testImage(MIB));
    expect(() => give(run.pass, Buffer.alloc(64 * MIB))).toThrow(/more data than the window allows/);
    run.pass.end();
    expect(() => give(run.pass, Buffer.alloc(1))).toThrow(/more data than the window allows/);
    expect(() => run.pass.end()).toThrow(/ended twice/);
    run.pass.cancel();
    await run.pass.done;
  });

  it('takes no end of an image of no bytes', async () => {
    const run = startTestPass(writeHeader({ targets: [fileTarget(await cardPath())] }));
    expect(() => run.pass.end()).toThrow(/before any had come/);
    run.pass.cancel();
    await run.pass.done;
  });
});
