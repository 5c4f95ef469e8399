import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { LayRequest } from '../../../src/core/flash/request.ts';
import { encodeSeed } from '../../../src/core/seed/encode.ts';
import type { Seed } from '../../../src/core/seed/seed.ts';
import { failureOf, flashRequest, memorySource, runFlash } from '../../support/flash-world.ts';
import { sha256 } from '../../support/test-image.ts';
import { BARE_SEED, FULL_SEED } from '../seed/some-seeds.ts';
import {
  CARD,
  CHUNK_BYTES,
  fileOn,
  headers,
  IMAGE,
  laying,
  ORIGIN,
  SDX,
  SDY,
  seedWorld,
  WITH_SEED,
} from './seed-world.ts';
import { smallSeedImage } from './small-seed-image.ts';

describe('a seed that is laid in', () => {
  it('is on the card, with a record of where the card comes from', async () => {
    const world = seedWorld();
    const told = await runFlash(WITH_SEED, world.ports);
    const card = world.cards.get('/dev/sdx');
    expect(told.end.type).toBe('done');
    expect(await fileOn(card, 'nixberry/seed.conf')).toBe(encodeSeed(FULL_SEED));
    expect(JSON.parse((await fileOn(card, 'nixberry/card.json')) ?? '')).toEqual({
      format: 1,
      ...ORIGIN,
      writtenAt: '2026-11-22T10:00:00.000Z',
      job: 'job',
      // Not where it lies.
      image: 'image.img',
      hostName: FULL_SEED.hostName,
      seed: FULL_SEED.id,
    });
    expect(told.targets.get('/dev/sdx')).toMatchObject({
      kind: 'done',
      seed: FULL_SEED.id,
      sha256: sha256(card ?? Buffer.alloc(0)),
    });
    expect(told.end).toMatchObject({ result: { sha256: sha256(IMAGE) } });
  });

  it('is told of, before anything is asked, without a secret in any event', async () => {
    const world = seedWorld();
    const told = await runFlash(flashRequest({ ...WITH_SEED, eject: true }), world.ports);
    const types = told.events
      .filter(({ type }) => type !== 'progress' && type !== 'source')
      .map((event) => (event.type === 'phase' ? event.phase : event.type));
    expect(types).toEqual(['image', 'seed', 'target', 'writing', 'checking-seed', 'ejecting', 'target-end']);
    expect(told.events).toContainEqual({
      type: 'seed',
      target: '/dev/sdx',
      id: FULL_SEED.id,
      hostName: 'barn',
      wifi: 5,
      hostKey: true,
    });
    const secrets = [
      FULL_SEED.passwordHash,
      FULL_SEED.tailscaleKey,
      FULL_SEED.wifi[3]?.passphrase,
      FULL_SEED.wifi[0]?.psk,
    ];
    const text = JSON.stringify([told.events, told.end]);
    for (const secret of secrets) expect(text.includes(secret ?? '-')).toBe(false);
  });

  it('goes to the writer once, with the image: what is asked afterwards has none of it', async () => {
    const world = seedWorld();
    await runFlash(flashRequest({ ...WITH_SEED, eject: true }), world.ports);
    expect(
      headers(world).map(({ eject, targets }) => [eject, targets.map(({ overlays }) => overlays.length > 0)]),
    ).toEqual([['later', [true]]]);
    const asked = world.writer.commands.flatMap((command) =>
      command.type === 'header' && command.header.op !== 'write' ? command.header : [],
    );
    expect(new Set(asked.map(({ op }) => op))).toEqual(new Set(['read', 'release']));
    expect(asked.every(({ target }) => target.overlays.length === 0)).toBe(true);
  });

  it('is another one on each of several targets, and none on some', async () => {
    const world = seedWorld();
    const request = flashRequest({
      targets: [SDX, SDY, CARD],
      lay: laying({ '/dev/sdx': FULL_SEED, '/tmp/card.img': BARE_SEED }),
    });
    const told = await runFlash(request, world.ports);
    expect(told.end.type).toBe('done');
    const seeds = ['/dev/sdx', '/dev/sdy', '/tmp/card.img'].map((path) =>
      fileOn(world.cards.get(path), 'nixberry/seed.conf'),
    );
    expect(await Promise.all(seeds)).toEqual([encodeSeed(FULL_SEED), null, encodeSeed(BARE_SEED)]);
    expect([...told.targets.values()].map((outcome) => outcome.kind === 'done' && outcome.seed)).toEqual([
      FULL_SEED.id,
      null,
      BARE_SEED.id,
    ]);
    expect(await fileOn(world.cards.get('/dev/sdy'), 'nixberry/card.json')).toContain('"seed": null');
  });

  it('is laid in again for a target that was set aside', async () => {
    const world = seedWorld({
      outcome: (target, pass) => (pass === 0 && target === 1 ? { kind: 'set-aside', state: 'unbootable' } : 'done'),
    });
    const lay = laying({ '/dev/sdx': FULL_SEED, '/dev/sdy': BARE_SEED });
    const told = await runFlash(flashRequest({ targets: [SDX, SDY], lay }), world.ports);
    expect(told.end.type).toBe('done');
    expect(headers(world)).toHaveLength(2);
    expect(new Set(headers(world).map(({ job }) => job)).size).toBe(1);
    expect(await fileOn(world.cards.get('/dev/sdy'), 'nixberry/seed.conf')).toBe(encodeSeed(BARE_SEED));
  });

  it('is not asked for again, nor is anything written, when the person says no', async () => {
    const world = seedWorld();
    let asked = 0;
    const lay: LayRequest = { origin: ORIGIN, seedFor: () => Promise.resolve(asked++ === 0 ? FULL_SEED : null) };
    const told = await runFlash(flashRequest({ lay, confirm: () => Promise.resolve(false) }), world.ports);
    expect([told.end.type, asked, world.writer.starts.length]).toEqual(['cancelled', 1, 0]);
  });
});

describe('an image that takes seeds', () => {
  it('with no room for one is an error, before anything is asked', async () => {
    const world = seedWorld();
    const ownFile = Buffer.alloc(24 << 10, 7).toString('base64');
    const keys = Array<string>(150).fill(FULL_SEED.authorizedKeys[0] ?? '');
    const large = { ...FULL_SEED, ownFile: null, authorizedKeys: keys };
    const lay = (seed: Seed): LayRequest => laying({ '/dev/sdx': seed });
    const full = seedWorld({}, await smallSeedImage({ fillBytes: 96 << 10 }));
    expect(failureOf(await runFlash(flashRequest({ lay: lay(large) }), full.ports))).toMatchObject({
      code: 'seed-no-room',
      facts: { reason: 'clusters' },
    });
    const both = { ...large, ownFile };
    expect(failureOf(await runFlash(flashRequest({ lay: lay(both) }), world.ports)).code).toBe('seed-too-large');
    expect([world.writer.starts, full.writer.starts]).toEqual([[], []]);
  });

  it('with so much in the place of both files that it cannot be wiped in passing is an error', async () => {
    const image = await smallSeedImage({ clusters: 1000, oldBytes: 120_000 });
    const error = failureOf(await runFlash(WITH_SEED, seedWorld({}, image).ports));
    expect(error).toMatchObject({ code: 'seed-too-large', facts: { max: 192 << 10 } });
  });
});

describe('an image that was looked into', () => {
  it('is let go of when nothing comes of it', async () => {
    const world = seedWorld();
    let ended = 0;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      try {
        for (let at = 0; at < IMAGE.byteLength; at += CHUNK_BYTES) {
          await Promise.resolve();
          yield IMAGE.subarray(at, at + CHUNK_BYTES);
        }
      } finally {
        ended++;
      }
    }
    const images = { open: () => Promise.resolve(memorySource({ chunks }, IMAGE)) };
    await runFlash(flashRequest({ ...WITH_SEED, confirm: () => Promise.resolve(false) }), { ...world.ports, images });
    expect(ended).toBe(1);
  });
});

describe('an image that takes no seed', () => {
  const plain = Buffer.alloc(CHUNK_BYTES, 7);

  it('is an error with one, before anything is asked', async () => {
    const world = seedWorld({}, plain);
    const error = failureOf(
      await runFlash(flashRequest({ ...WITH_SEED, confirm: () => Promise.reject(new Error('asked')) }), world.ports),
    );
    expect(error).toMatchObject({ code: 'seed-not-taken', facts: { reason: 'no-firmware' } });
    expect(world.writer.starts).toEqual([]);
  });

  it('is written as it is without one, and ejected by the writer at once', async () => {
    const world = seedWorld({}, plain);
    const told = await runFlash(flashRequest({ lay: laying({}), eject: true }), world.ports);
    expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'done', seed: null, sha256: sha256(plain) });
    expect(headers(world)).toMatchObject([{ eject: 'yes', targets: [{ overlays: [] }] }]);
  });

  it('is not what an image is called that cannot be read', async () => {
    const world = seedWorld();
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield IMAGE.subarray(0, CHUNK_BYTES);
      await Promise.resolve();
      // As decoders call it: the very word for an image that ends too soon.
      throw new AppError('image-truncated', { image: 'test.img' });
    }
    const images = { open: () => Promise.resolve(memorySource({ chunks, bytes: null })) };
    const asked: unknown[] = [];
    const seedFor = (question: unknown): Promise<null> => {
      asked.push(question);
      return Promise.resolve(null);
    };
    const told = await runFlash(flashRequest({ lay: { origin: ORIGIN, seedFor } }), { ...world.ports, images });
    expect(failureOf(told)).toMatchObject({ code: 'image-truncated', facts: { image: 'test.img' } });
    expect([asked, world.writer.starts]).toEqual([[], []]);
  });
});

describe('a cancelled job', () => {
  it('while it is written leaves no card that starts', async () => {
    const controller = new AbortController();
    const world = seedWorld();
    const told = await runFlash(WITH_SEED, world.ports, controller.signal, ({ type }) => {
      if (type === 'progress') controller.abort();
    });
    expect(told.end.type).toBe('cancelled');
    expect(told.targets.get('/dev/sdx')).toEqual({ kind: 'cancelled', state: 'unbootable' });
  });

  it('while it is looked into starts no writer', async () => {
    const controller = new AbortController();
    const world = seedWorld();
    const lay: LayRequest = {
      origin: ORIGIN,
      seedFor: () => {
        controller.abort();
        return Promise.reject(new AppError('cancelled'));
      },
    };
    expect((await runFlash(flashRequest({ lay }), world.ports, controller.signal)).end.type).toBe('cancelled');
    expect(world.writer.starts).toEqual([]);
  });
});
