import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { FlashOutcome, FlashResult } from '../../src/core/flash/events.ts';
import { flash } from '../../src/core/flash/job.ts';
import type { FlashRequest } from '../../src/core/flash/request.ts';
import { loopRequest, realPorts } from '../support/real-flash.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { removeWriterProgram } from '../support/writer-program.ts';
import { folder, run } from './drives-support.ts';
import { fsckWords, makeFat, mtoolBytes, putFile } from './fat-support.ts';
import { leftOut, makeExt4, makeImage, MIB, someFiles } from './free-support.ts';
import { loopCard, onCard, type LoopCard } from './writer-support.ts';

afterAll(removeWriterProgram);

const FAT_BYTES = 64 * MIB;
const FAT_START = 8 * MIB;
const CONFIG = testImage(5_000_000, 7);

interface Card extends LoopCard {
  readonly image: string;
  readonly files: ReturnType<typeof someFiles>;
}

/** An image as a Pi has it, half empty, and a larger card full of what looks like an older system. */
async function cardAndImage(): Promise<Card> {
  const fat = makeFat(FAT_BYTES, '-F', '32');
  putFile(fat, 'config.txt', CONFIG);
  const files = someFiles(60);
  const ext4 = makeExt4(200, ['-t', 'ext4', '-b', '4096'], files);
  const image = makeImage([
    { type: 'c', file: fat.file },
    { type: '83', file: ext4 },
  ]);
  const card = await loopCard(290 * MIB);
  writeFileSync(card.file, testImage(card.bytes, 66), { flag: 'r+' });
  return { ...card, image, files };
}

interface Flashed {
  readonly result: FlashResult;
  readonly outcome: Extract<FlashOutcome, { kind: 'done' }>;
}

async function flashed(card: Card, changes: Partial<FlashRequest> = {}, image = card.image): Promise<Flashed> {
  const request = { ...loopRequest(image, [card.device]), skipFree: true, ...changes };
  for await (const event of flash(request, realPorts(), new AbortController().signal)) {
    if (event.type === 'failed') throw event.error;
    if (event.type !== 'done') continue;
    const [target] = event.result.targets;
    if (target?.outcome.kind === 'done') return { result: event.result, outcome: target.outcome };
  }
  throw new Error('the job did not end well');
}

/** The file systems are sound, and every file of the image is there. */
function expectWhole(card: Card): void {
  run('partx', '--add', card.device);
  try {
    expect(run('e2fsck', '-fn', `${card.device}p2`)).toMatch(/Pass 5/);
    expect(fsckWords({ file: card.file, offset: FAT_START, bytes: FAT_BYTES })).toEqual([]);
    const there = mtoolBytes({ file: card.file, offset: FAT_START, bytes: FAT_BYTES }, 'config.txt');
    expect(sha256(there)).toBe(sha256(CONFIG));
    const dumped = folder('/var/tmp');
    run('debugfs', '-R', `rdump / ${dumped}`, `${card.device}p2`);
    for (const [i, path] of card.files.paths.entries())
      if (i % 3 !== 1)
        expect(sha256(readFileSync(`${dumped}/${path}`))).toBe(sha256(readFileSync(`${card.files.root}/${path}`)));
  } finally {
    run('partx', '--delete', card.device);
  }
}

/** What was left out still has what was on the card; all the rest is the image. */
async function expectSkipped(card: Card, skippedBytes: number): Promise<void> {
  const there = onCard(card);
  const image = readFileSync(card.image);
  const old = testImage(card.bytes, 66);
  const free = new Set(await leftOut(card.image));
  expect(free.size * MIB).toBe(skippedBytes);
  for (let at = 0; at < image.byteLength; at += MIB) {
    const expected = (free.has(at) ? old : image).subarray(at, Math.min(at + MIB, image.byteLength));
    expect(there.subarray(at, at + expected.byteLength).equals(expected), `MiB at ${at}`).toBe(true);
  }
}

describe('a card whose free blocks were left out', () => {
  it('is whole, keeps what was there, and is told of truly', async () => {
    const card = await cardAndImage();
    const image = readFileSync(card.image);
    const expectSha256 = sha256(image);
    const { result, outcome } = await flashed(card, { expectSha256 });
    expect(result).toMatchObject({ bytes: image.byteLength, sha256: expectSha256, expectedMatched: 'decoded' });
    expect(outcome.skippedBytes).toBeGreaterThan(120 * MIB);
    expect(outcome.writtenBytes).toBe(image.byteLength - outcome.skippedBytes);
    const free = new Set(await leftOut(card.image));
    const sent = Array.from({ length: Math.ceil(image.byteLength / MIB) }, (_, i) => i * MIB).filter(
      (at) => !free.has(at),
    );
    expect(outcome.sha256).toBe(sha256(Buffer.concat(sent.map((at) => image.subarray(at, at + MIB)))));
    await expectSkipped(card, outcome.skippedBytes);
    expectWhole(card);
  });

  it('can be packed, and its hash as given be expected', async () => {
    const card = await cardAndImage();
    run('zstd', '-q', '-1', '-k', card.image, '-o', `${card.image}.zst`);
    const expectSha256 = sha256(readFileSync(`${card.image}.zst`));
    const { result, outcome } = await flashed(card, { expectSha256 }, `${card.image}.zst`);
    expect(result).toMatchObject({ sha256: sha256(readFileSync(card.image)), expectedMatched: 'given' });
    await expectSkipped(card, outcome.skippedBytes);
    expectWhole(card);
  });

  it('can be written only where it differs, too', async () => {
    const card = await cardAndImage();
    const first = await flashed(card);
    const again = await flashed(card, { onlyChanged: true });
    expect(again.outcome).toMatchObject({ writtenBytes: 0, skippedBytes: first.outcome.skippedBytes });
    await expectSkipped(card, again.outcome.skippedBytes);
    expectWhole(card);
  });

  it('is not finished where another image was expected', async () => {
    const card = await cardAndImage();
    await expect(flashed(card, { expectSha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'image-hash-mismatch',
    });
    expect(onCard(card).subarray(0, 512).equals(readFileSync(card.image).subarray(0, 512))).toBe(false);
  });
});
