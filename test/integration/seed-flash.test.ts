import { renameSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeSeed } from '../../src/core/seed/encode.ts';
import { BARE_SEED, FULL_SEED } from '../core/seed/some-seeds.ts';
import { cardRequest, loopRequest } from '../support/real-flash.ts';
import { sha256 } from '../support/test-image.ts';
import { removeWriterProgram } from '../support/writer-program.ts';
import { folder, run } from './drives-support.ts';
import { faultsOf, fileOn, flashWith, laying, makeSeedImage, sha256Of } from './seed-images.ts';
import { loopCard, MIB, onCard } from './writer-support.ts';

afterAll(removeWriterProgram);

const LAYOUTS = (['dos', 'gpt'] as const).flatMap((table) =>
  ([12, 16, 32] as const).map((fat) => ({
    table,
    fat,
    fatBytes: fat === 12 ? 4 * MIB : fat === 16 ? 20 * MIB : 40 * MIB,
  })),
);

describe.each(LAYOUTS)('an image with a FAT$fat in a $table table', (layout) => {
  it('gets a seed on a virtual card, and stays as it is otherwise', async () => {
    const image = makeSeedImage(layout);
    const card = `${folder('/var/tmp')}/card.img`;
    const { end, events, outcomes } = await flashWith({ ...cardRequest(image.file, card), lay: laying(FULL_SEED) });
    expect(end).toBe('done');
    expect(await faultsOf(card, image, FULL_SEED, outcomes.get(card))).toEqual([]);
    expect(events.filter(({ type }) => type === 'seed')).toEqual([
      { type: 'seed', target: card, id: FULL_SEED.id, hostName: 'barn', wifi: 5, hostKey: true },
    ]);
  });

  it('gets a seed on a drive', async () => {
    const image = makeSeedImage(layout);
    const card = await loopCard(64 * MIB);
    const { end, outcomes } = await flashWith({ ...loopRequest(image.file, [card.device]), lay: laying(FULL_SEED) });
    expect(end).toBe('done');
    onCard(card);
    expect(await faultsOf(card.file, image, FULL_SEED, outcomes.get(card.device))).toEqual([]);
  });
});

describe('an image that is compressed', () => {
  it.each([
    ['zstd', '.zst', ['-q', '--rm']],
    ['gzip', '.gz', []],
    ['xz', '.xz', ['-1']],
    ['bzip2', '.bz2', []],
    ['zip', '.zip', null],
  ])('with %s gets a seed', async (tool, ending, options) => {
    const image = makeSeedImage({ table: 'dos', fat: 16, fatBytes: 20 * MIB });
    const plain = `${folder('/var/tmp')}/image.img`;
    run('cp', '--sparse=always', image.file, plain);
    const packed = plain + ending;
    if (options) run(tool, ...options, plain);
    else run('zip', '-q', '-j', packed, plain);
    if (ending === '.gz') renameSync(packed, `${packed}.img`);
    const card = `${folder('/var/tmp')}/card.img`;
    const given = ending === '.gz' ? `${packed}.img` : packed;
    const { end } = await flashWith({ ...cardRequest(given, card), lay: laying(FULL_SEED) });
    expect(end).toBe('done');
    const faults = await faultsOf(card, image, FULL_SEED);
    // The record names the file that was given.
    expect(faults).toEqual(['card.json']);
  });
});

describe('several targets', () => {
  it('get a seed each, and one of them none', async () => {
    const image = makeSeedImage({ table: 'dos', fat: 16, fatBytes: 20 * MIB });
    const [first, second, third] = [await loopCard(32 * MIB), await loopCard(40 * MIB, 512), await loopCard(32 * MIB)];
    const lay = laying(FULL_SEED, BARE_SEED, null);
    const devices = [first, second, third].map(({ device }) => device);
    const { end, outcomes, result } = await flashWith({ ...loopRequest(image.file, devices), lay });
    expect(end).toBe('done');
    for (const [card, seed] of [
      [first, FULL_SEED],
      [second, BARE_SEED],
      [third, null],
    ] as const) {
      onCard(card);
      expect(await faultsOf(card.file, image, seed, outcomes.get(card.device))).toEqual([]);
    }
    const hashes = devices
      .map((device) => outcomes.get(device))
      .map((outcome) => outcome?.kind === 'done' && outcome.sha256);
    expect(new Set(hashes).size).toBe(3);
    expect(result?.sha256).toBe(await sha256Of(image.file));
  });

  it('may be a drive and a virtual card', async () => {
    const image = makeSeedImage({ table: 'gpt', fat: 32, fatBytes: 40 * MIB });
    const card = await loopCard(64 * MIB);
    const file = `${folder('/var/tmp')}/card.img`;
    const request = {
      ...loopRequest(image.file, [card.device]),
      targets: [
        { kind: 'file', path: file, cardBytes: 80 * MIB, exists: false },
        { kind: 'drive', path: card.device },
      ] as const,
      lay: laying(FULL_SEED, BARE_SEED),
    };
    const { end, outcomes } = await flashWith(request);
    expect(end).toBe('done');
    onCard(card);
    expect(await faultsOf(file, image, FULL_SEED, outcomes.get(file))).toEqual([]);
    expect(await faultsOf(card.file, image, BARE_SEED, outcomes.get(card.device))).toEqual([]);
  });
});

describe('a card that is written again with --only-changed', () => {
  it('gets the new seed, and only what differs is written', async () => {
    const image = makeSeedImage({ table: 'dos', fat: 16, fatBytes: 20 * MIB });
    const card = await loopCard(32 * MIB);
    const request = loopRequest(image.file, [card.device]);
    await flashWith({ ...request, lay: laying(FULL_SEED) });
    const next = { ...FULL_SEED, id: 'aaaaaaaaaaaaaaaa', hostName: 'stable' };
    const { end, outcomes } = await flashWith({ ...request, onlyChanged: true, lay: laying(next) });
    expect(end).toBe('done');
    const outcome = outcomes.get(card.device);
    expect(outcome?.kind === 'done' && outcome.writtenBytes).toBeLessThanOrEqual(2 * MIB);
    onCard(card);
    expect(await faultsOf(card.file, image, next, outcome)).toEqual([]);
    // Not a byte of the old seed is left in the clusters of the new one.
    const there = onCard(card).toString('latin1');
    expect(there.includes(FULL_SEED.id)).toBe(false);
  });
});

describe('an image', () => {
  it('is written bit for bit when nothing is to be laid in', async () => {
    const image = makeSeedImage({ table: 'dos', fat: 16, fatBytes: 20 * MIB });
    const card = `${folder('/var/tmp')}/card.img`;
    const { end } = await flashWith(cardRequest(image.file, card));
    expect(end).toBe('done');
    expect(await sha256Of(card)).toBe(await sha256Of(image.file));
  });

  it.each([
    ['without our module', { record: null }, 'no-module'],
    ['of a newer format', { record: { format: 2, seed: 'unknown' } }, 'newer'],
    ['whose record is broken', { record: { format: 1 } }, 'broken'],
  ])('%s takes no seed, says so, and is written as it is without one', async (_name, options, reason) => {
    const image = makeSeedImage({ table: 'dos', fat: 16, fatBytes: 20 * MIB, ...options });
    const card = `${folder('/var/tmp')}/card.img`;
    const asked: unknown[] = [];
    const refused = await flashWith({ ...cardRequest(image.file, card), lay: laying(FULL_SEED) });
    expect(refused.end).toMatchObject({ code: 'seed-not-taken', facts: { reason } });
    expect(refused.outcomes.size).toBe(0);
    const seedFor = (question: unknown): Promise<null> => {
      asked.push(question);
      return Promise.resolve(null);
    };
    const { end } = await flashWith({ ...cardRequest(image.file, card), lay: { ...laying(), seedFor } });
    expect(end).toBe('done');
    expect(asked).toMatchObject([{ target: card, image: { kind: 'refuses', reason } }]);
    expect(await sha256Of(card)).toBe(await sha256Of(image.file));
  });

  it('without room for the seed is refused before anything is written', async () => {
    const image = makeSeedImage({ table: 'dos', fat: 12, fatBytes: 2 * MIB, kernelBytes: 2 * MIB - 40_000 });
    const card = await loopCard(16 * MIB);
    const large = { ...FULL_SEED, ownFile: Buffer.alloc(24 << 10, 7).toString('base64') };
    const { end } = await flashWith({ ...loopRequest(image.file, [card.device]), lay: laying(large) });
    expect(end).toMatchObject({ code: 'seed-no-room', facts: { reason: 'clusters' } });
    expect(encodeSeed(large).length).toBeGreaterThan(32 << 10);
    expect(onCard(card).subarray(0, 16).equals(Buffer.alloc(16))).toBe(false);
  });

  it('with its FAT beyond what is held back is read twice, and gets its seed', async () => {
    const image = makeSeedImage({ table: 'gpt', fat: 16, fatBytes: 20 * MIB, at: 70 * MIB });
    const card = `${folder('/var/tmp')}/card.img`;
    const { end, outcomes } = await flashWith({ ...cardRequest(image.file, card), lay: laying(FULL_SEED) });
    expect(end).toBe('done');
    expect(await faultsOf(card, image, FULL_SEED, outcomes.get(card))).toEqual([]);
  });

  it('with a kernel so large that what is free lies beyond that, too', async () => {
    const options = { table: 'dos', fat: 32, fatBytes: 120 * MIB, kernelBytes: 90 * MIB } as const;
    const image = makeSeedImage(options);
    const card = `${folder('/var/tmp')}/card.img`;
    const { end, outcomes } = await flashWith({ ...cardRequest(image.file, card), lay: laying(FULL_SEED) });
    expect(end).toBe('done');
    expect(await faultsOf(card, image, FULL_SEED, outcomes.get(card))).toEqual([]);
    expect(sha256(fileOn({ ...image, file: card }, 'kernel.img') ?? Buffer.alloc(0))).toBe(
      sha256(fileOn(image, 'kernel.img') ?? Buffer.alloc(0)),
    );
  });
});
