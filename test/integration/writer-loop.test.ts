import { describe, expect, it } from 'vitest';
import { PIECE_BYTES } from '../../src/writer/differing-runs.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { startWriter } from '../support/writer-child.ts';
import { run } from './drives-support.ts';
import { cardHeader, isOld, loopCard, MIB, onCard, startOf, withCapacity } from './writer-support.ts';

const SIZES = [
  ['a whole number of MiB', 512, 12 * MIB, 8 * MIB],
  ['an odd number of sectors of 512 bytes', 512, 9 * MIB + 3 * 512, 8 * MIB + 700],
  ['an odd number of sectors of 4096 bytes', 4096, 9 * MIB + 3 * 4096, 8 * MIB + 5000],
  ['just the image', 512, 8 * MIB + 3 * 512, 8 * MIB + 3 * 512],
  ['just the image, which ends within a sector of 4096 bytes', 4096, 8 * MIB + 4096, 8 * MIB + 1],
  ['less than 2 MiB', 512, MIB + 512, 700],
] as const;

describe('the writer on a loop device', () => {
  it.each(SIZES)('of %s writes, verifies and leaves nothing old', async (_name, sectorBytes, cardBytes, imageBytes) => {
    const card = await loopCard(cardBytes, sectorBytes);
    const image = testImage(imageBytes);
    const writer = await startWriter();
    const [outcome] = await writer.pass(cardHeader([card], { imageBytes }), image);
    expect(outcome).toMatchObject({
      kind: 'done',
      bytes: imageBytes,
      sha256: sha256(image),
      verified: 'direct',
      ejected: false,
    });
    const there = onCard(card);
    expect(there.subarray(0, imageBytes).equals(image)).toBe(true);
    if (cardBytes - imageBytes >= 4096) expect(there.subarray(-4096).every((byte) => byte === 0)).toBe(true);
    expect(startOf(card, 512).equals(image.subarray(0, 512))).toBe(true);
    writer.closeInput();
    expect(await writer.exited).toEqual({ code: 0, signal: undefined });
  });

  it('with a probe of its capacity', async () => {
    const card = await loopCard(20 * MIB + 512);
    const image = testImage(10 * MIB + 5);
    const writer = await startWriter();
    const [outcome] = await writer.pass(cardHeader([withCapacity(card, 'probe')]), image);
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(onCard(card).subarray(0, image.byteLength).equals(image)).toBe(true);
  });

  it('writes only what differs from an older image', async () => {
    const card = await loopCard(12 * MIB);
    const image = testImage(8 * MIB + 700);
    const newer = Buffer.from(image);
    newer.fill(0x55, 5 * MIB, 5 * MIB + 10);
    const writer = await startWriter();
    await writer.pass(cardHeader([card]), image);
    const second = await startWriter();
    const [same] = await second.pass(cardHeader([card], { onlyChanged: true }), image);
    expect(same).toMatchObject({ kind: 'done', writtenBytes: 0 });
    const third = await startWriter();
    const [changed] = await third.pass(cardHeader([card], { onlyChanged: true }), newer);
    expect(changed).toMatchObject({ kind: 'done', writtenBytes: MIB + PIECE_BYTES, sha256: sha256(newer) });
    expect(onCard(card).subarray(0, newer.byteLength).equals(newer)).toBe(true);
  });

  it('says when its reads come from a cache of this computer', async () => {
    const card = await loopCard(4 * MIB);
    run('losetup', '--direct-io=off', card.device);
    const [outcome] = await (await startWriter()).pass(cardHeader([card]), testImage(2 * MIB));
    expect(outcome).toMatchObject({ kind: 'done', verified: 'cached' });
  });
});

describe('a device that is too small by one sector', () => {
  const image = testImage(8 * MIB);

  it('is refused untouched when the length is known', async () => {
    const card = await loopCard(image.byteLength - 512);
    const header = cardHeader([card], { imageBytes: image.byteLength });
    const [outcome] = await (await startWriter()).pass(header, image);
    expect(outcome).toMatchObject({
      kind: 'failed',
      code: 'refused',
      facts: { reason: 'too-small' },
      state: 'untouched',
    });
    expect(isOld(card)).toBe(true);
  });

  it('has the marker when the length was not known; another device is completed', async () => {
    const small = await loopCard(image.byteLength - 512);
    const large = await loopCard(image.byteLength);
    const outcomes = await (await startWriter()).pass(cardHeader([small, large]), image);
    expect(outcomes).toMatchObject([
      { kind: 'failed', code: 'image-too-large', state: 'unbootable' },
      { kind: 'done' },
    ]);
    expect(onCard(small).subarray(0, MARKER.length).toString()).toBe(MARKER);
    expect(onCard(large).equals(image)).toBe(true);
  });
});
