import { openSync, writeSync, closeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TargetOutcome } from '../../src/contract/writer.ts';
import { PIECE_BYTES } from '../../src/writer/differing-runs.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { startWriter } from '../support/writer-child.ts';
import {
  cardHeader,
  loopCard,
  MIB,
  onCard,
  putInto,
  slowCards,
  withCapacity,
  type LoopCard,
} from './writer-support.ts';

const IMAGE_BYTES = 96 * MIB;
const CARD_BYTES = 104 * MIB;
/** Half as fast as a card that writes 20 MB/s and reads 90: the same part of the time, and a busy computer counts less. */
const WRITE_BYTES_PER_SECOND = 10e6;
const READ_BYTES_PER_SECOND = 45e6;
/** Of the time that writing and reading back all of it takes, measured beside it. */
const MOST = 0.3;
const RUN_MS = 120_000;

/** A new build of the same Pi: in 5 % of it other bytes, in runs of 4 KiB to 1 MiB that lie everywhere. */
function newerThan(old: Buffer): Buffer {
  const newer = Buffer.from(old);
  const lengths = [4, 4, 12, 4, 64, 20, 4, 256, 40, 8, 1024, 16].map((kib) => kib << 10);
  let left = old.byteLength / 20;
  for (let turn = 0; left > 0; turn++) {
    const length = lengths[turn % lengths.length] ?? 0;
    // A large prime: the places are spread, and do not meet.
    const at = ((turn * 7919 * 4096) % (old.byteLength - 2 * MIB)) + MIB;
    newer.subarray(at, at + length).reverse();
    left -= length;
  }
  return newer;
}

type Done = Extract<TargetOutcome, { kind: 'done' }>;

function put(card: LoopCard, bytes: Buffer): void {
  const fd = openSync(card.file, 'r+');
  writeSync(fd, bytes, 0, bytes.byteLength, 0);
  closeSync(fd);
  onCard(card);
}

describe('only what differs', () => {
  const old = testImage(IMAGE_BYTES);
  const newer = newerThan(old);

  it(
    'of a card with an older image is written and verified in less than 30 % of the time that all of it took',
    // What else runs on this computer can only make it slower.
    { timeout: RUN_MS, retry: 2 },
    async () => {
      const card = withCapacity(await loopCard(CARD_BYTES), 'known');
      const group = await slowCards([card], WRITE_BYTES_PER_SECOND, READ_BYTES_PER_SECOND);
      const flash = async (image: Buffer, onlyChanged: boolean): Promise<Done> => {
        const writer = await startWriter();
        putInto(group, writer.pid);
        const [outcome] = await writer.pass(cardHeader([card], { onlyChanged, imageBytes: IMAGE_BYTES }), image);
        writer.closeInput();
        await writer.exited;
        if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome));
        return outcome;
      };
      const full = await flash(old, false);
      const changed = await flash(newer, true);
      expect(changed).toMatchObject({ verified: 'compared', sha256: sha256(newer) });
      expect(changed.writtenBytes).toBeLessThan(IMAGE_BYTES / 8);
      expect(onCard(card).subarray(0, IMAGE_BYTES).equals(newer)).toBe(true);
      expect(changed.ms.total).toBeLessThan(MOST * full.ms.total);
    },
  );

  it(
    'everything is read back where nobody knows whether the drive is as large as it claims',
    async () => {
      const card = await loopCard(CARD_BYTES);
      put(card, old);
      const [outcome] = await (await startWriter()).pass(cardHeader([card], { onlyChanged: true }), newer);
      expect(outcome).toMatchObject({ kind: 'done', verified: 'direct', sha256: sha256(newer) });
      expect(onCard(card).subarray(0, IMAGE_BYTES).equals(newer)).toBe(true);
    },
    RUN_MS,
  );

  it('after a probe of a card that is right, what the probe has gone over is written again', async () => {
    const card = await loopCard(CARD_BYTES);
    const image = testImage(8 * MIB + 700);
    await (await startWriter()).pass(cardHeader([card]), image);
    const header = cardHeader([withCapacity(card, 'probe')], { onlyChanged: true });
    const [outcome] = await (await startWriter()).pass(header, image);
    // Its markers at 1, 3 and 5 MiB, and the first MiB.
    expect(outcome).toMatchObject({ kind: 'done', verified: 'compared', writtenBytes: MIB + 3 * PIECE_BYTES });
    expect(onCard(card).subarray(0, image.byteLength).equals(image)).toBe(true);
  });

  // Beside 3.4 s of writing and reading back that is a second, and more where everything takes longer.
  it('a probe that finds nothing wrong takes little beside the writing', { retry: 2 }, async () => {
    const card = await loopCard(CARD_BYTES);
    const group = await slowCards([card], 20e6);
    const writer = await startWriter();
    putInto(group, writer.pid);
    const passing = writer.pass(cardHeader([withCapacity(card, 'probe')]), testImage(32 * MIB));
    await writer.saw('phase', ({ phase }) => phase === 'probing');
    const since = performance.now();
    await writer.saw('phase', ({ phase }) => phase === 'writing');
    const probeMs = performance.now() - since;
    const [outcome] = await passing;
    if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome));
    expect(probeMs).toBeLessThan(MOST * (outcome.ms.writing + outcome.ms.verifying));
  });
});
