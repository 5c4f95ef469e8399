import { describe, expect, it } from 'vitest';
import type { TargetOutcome, WriterEvent } from '../../src/contract/writer.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { driveTarget, fileTarget, writeHeader } from '../support/headers.ts';
import { memoryDevice, type MemoryDevice } from '../support/memory-device.ts';
import { memoryHost } from '../support/memory-host.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { startTestPass, type TestAnswers, type TestPass } from '../support/test-pass.ts';
import { until } from '../support/waiting.ts';

const MIB = BLOCK_BYTES;
const WRONG_AT = 3 * MIB + 77;
const IMAGE = testImage(5 * MIB + 700);

interface CardOptions {
  /** The block is right once it was written so many times. */
  readonly heals?: number;
  /** Which readings of the byte are wrong, counted from 0. */
  readonly isWrong?: (reading: number) => boolean;
  /** Called before the block is written. */
  readonly beforeWrite?: (device: MemoryDevice) => void;
}

/** A drive that gives one bit wrong. */
function card({
  heals = Infinity,
  isWrong = () => true,
  beforeWrite = () => undefined,
}: CardOptions = {}): MemoryDevice {
  let writes = 0;
  let readings = 0;
  const device = memoryDevice({
    bytes: 8 * MIB,
    before: ({ kind, offset }) => {
      if (kind !== 'write' || offset !== 3 * MIB) return;
      writes++;
      beforeWrite(device);
    },
    afterRead: (buffer, offset) => {
      const at = WRONG_AT - offset;
      if (at < 0 || at >= buffer.byteLength || writes >= heals || !isWrong(readings++)) return;
      buffer[at] = (buffer[at] ?? 0) ^ 1;
    },
  });
  return device;
}

/** As a pass leaves it: with zeros behind the image's last byte. */
function putOnto({ content }: MemoryDevice): void {
  content.fill(0);
  IMAGE.copy(content);
}

function start(device: MemoryDevice, answers: TestAnswers, onEvent?: (event: WriterEvent) => void): TestPass {
  const targets = [driveTarget(device.path, device.bytes)];
  return startTestPass(writeHeader({ imageBytes: IMAGE.length, targets }), onEvent, memoryHost(device), answers);
}

async function flash(device: MemoryDevice, answers: TestAnswers = {}): Promise<TargetOutcome | undefined> {
  const run = start(device, answers);
  await run.complete(IMAGE);
  return run.outcomes().get(0);
}

function looksUnfinished({ content }: MemoryDevice): boolean {
  return content.subarray(0, MARKER.length).toString('latin1') === MARKER;
}

describe('a pass in which a block comes back wrong', () => {
  it('ends with the exact byte, and the marker in place', async () => {
    const device = card();
    expect(await flash(device)).toMatchObject({
      kind: 'failed',
      code: 'verify-mismatch',
      facts: { device: device.path, offset: WRONG_AT, exact: true, suspect: 'card', grounds: 'same' },
      state: 'unbootable',
    });
    expect(looksUnfinished(device)).toBe(true);
  });

  it('goes on after the block was written once more, to the same end as without', async () => {
    const device = card({ heals: 2 });
    expect(await flash(device, { rewrite: () => true })).toMatchObject({
      kind: 'done',
      sha256: sha256(IMAGE),
      rewritten: 3 * MIB,
    });
    expect(device.content.subarray(0, IMAGE.length).equals(IMAGE)).toBe(true);
  });

  it('tells of no second writing where there was none', async () => {
    const device = card({ isWrong: () => false });
    expect(await flash(device)).toMatchObject({ kind: 'done', rewritten: null });
  });

  it('ends when the block is wrong again', async () => {
    const device = card();
    const outcome = await flash(device, { rewrite: () => true });
    expect(outcome).toMatchObject({ kind: 'failed', facts: { offset: WRONG_AT, suspect: 'card', grounds: 'again' } });
    expect(looksUnfinished(device)).toBe(true);
  });

  it('ends with the reader suspected when the second reading is right', async () => {
    const device = card({ isWrong: (reading) => reading === 0 });
    expect(await flash(device)).toMatchObject({ kind: 'failed', facts: { offset: WRONG_AT, suspect: 'reader' } });
    expect(looksUnfinished(device)).toBe(true);
  });

  it('makes a card on which nothing had to be changed unbootable before it writes to it', async () => {
    const wasMarked: boolean[] = [];
    const device = card({
      heals: 1,
      // Right when it is compared, wrong from then on.
      isWrong: (reading) => reading > 0,
      beforeWrite: (now) => wasMarked.push(looksUnfinished(now)),
    });
    putOnto(device);
    const targets = [driveTarget(device.path, device.bytes)];
    const header = writeHeader({ imageBytes: IMAGE.length, onlyChanged: true, targets });
    const run = startTestPass(header, undefined, memoryHost(device), { rewrite: () => true });
    await run.complete(IMAGE);
    expect(run.outcomes().get(0)).toMatchObject({ kind: 'done', rewritten: 3 * MIB });
    expect(wasMarked).toEqual([true]);
    // Its end stays as it is: on a drive that wraps, zeros would fall on what has been read already.
    const written = device.requests.filter(({ kind }) => kind === 'write').map(({ offset }) => offset);
    expect(written).toEqual([0, 3 * MIB, 4096, 0]);
    expect(device.content.subarray(0, IMAGE.length).equals(IMAGE)).toBe(true);
  });
});

describe('a card that was changed for another while the question stood', () => {
  it.each([
    [false, 'unknown'],
    [true, 'untouched'],
  ] as const)('is not written to, only changes: %s', async (onlyChanged, state) => {
    const photos = testImage(8 * MIB, 77);
    // Right when it is compared, where it is.
    const device = card({ isWrong: (reading) => !onlyChanged || reading > 0 });
    if (onlyChanged) putOnto(device);
    let before = 0;
    const rewrite = (): boolean => {
      photos.copy(device.content);
      before = device.requests.length;
      return true;
    };
    const targets = [driveTarget(device.path, device.bytes)];
    const header = writeHeader({ imageBytes: IMAGE.length, onlyChanged, targets });
    const run = startTestPass(header, undefined, memoryHost(device), { rewrite });
    await run.complete(IMAGE);
    expect(run.outcomes().get(0)).toMatchObject({ kind: 'failed', code: 'drive-changed', state });
    expect(before).toBeGreaterThan(0);
    expect(device.requests.slice(before).every(({ kind }) => kind === 'read')).toBe(true);
    expect(device.content.equals(photos)).toBe(true);
  });

  it('is not written to where it has the very same block', async () => {
    const device = card();
    const rewrite = (): boolean => {
      device.content.fill(0xaa, 0, 2 * MIB);
      return true;
    };
    const outcome = await flash(device, { rewrite });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'drive-changed' });
    expect(device.content.subarray(0, 2 * MIB).every((byte) => byte === 0xaa)).toBe(true);
  });
});

describe('while a target waits for an answer', () => {
  it('another one ends', async () => {
    const device = card();
    const other = `${await tempFolder()}/card.img`;
    const targets = [driveTarget(device.path, device.bytes), fileTarget(other)];
    const header = writeHeader({ imageBytes: IMAGE.length, targets });
    const run = startTestPass(header, undefined, memoryHost(device), { rewrite: () => null });
    const completed = run.complete(IMAGE);
    await until('the question', () => run.events.some(({ type }) => type === 'ask-rewrite'));
    await until('the other target', () => run.outcomes().has(1));
    expect(run.outcomes().get(1)).toMatchObject({ kind: 'done' });
    expect(run.outcomes().has(0)).toBe(false);
    run.pass.rewrite({ target: 0, offset: 3 * MIB, yes: false });
    await completed;
    expect(run.outcomes().get(0)).toMatchObject({ kind: 'failed', code: 'verify-mismatch' });
  });

  it.each(['wrong-block', 'ask-rewrite'] as const)('for %s, a cancel ends it at once', async (asked) => {
    const device = card();
    const run = start(device, asked === 'wrong-block' ? { block: () => null } : { rewrite: () => null });
    const completed = run.complete(IMAGE);
    await until('the question', () => run.events.some(({ type }) => type === asked));
    const before = device.requests.length;
    run.pass.cancel();
    await completed;
    expect(run.outcomes().get(0)).toEqual({ kind: 'cancelled', state: 'unbootable' });
    expect(device.requests.length).toBe(before);
    // What comes too late harms nobody.
    run.pass.rewrite({ target: 0, offset: 3 * MIB, yes: true });
    run.pass.block({ kind: 'changed', target: 0, offset: 3 * MIB });
    expect(device.requests.length).toBe(before);
  });

  it('an answer about another block, or to nothing, is a broken other side', async () => {
    const device = card();
    const run = start(device, { block: () => null });
    const completed = run.complete(IMAGE);
    await until('the question', () => run.events.some(({ type }) => type === 'wrong-block'));
    expect(() => run.pass.block({ kind: 'unknown', target: 0, offset: 0 })).toThrow(/nobody asked/);
    expect(() => run.pass.rewrite({ target: 0, offset: 3 * MIB, yes: true })).toThrow(/nobody asked/);
    run.pass.cancel();
    await completed;
  });
});
