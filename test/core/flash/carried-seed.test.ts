import { describe, expect, it } from 'vitest';
import type { LayRequest, SeedTaker } from '../../../src/core/flash/request.ts';
import { USED_PATH } from '../../../src/core/seed/card-record.ts';
import { encodeSeed } from '../../../src/core/seed/encode.ts';
import { SEED_PATH, type Seed } from '../../../src/core/seed/seed.ts';
import { failureOf, flashRequest, runFlash } from '../../support/flash-world.ts';
import { BARE_SEED, FULL_SEED } from '../seed/some-seeds.ts';
import { fileOn, laying, ORIGIN, SDX, SDY, seedWorld } from './seed-world.ts';
import { smallSeedImage } from './small-seed-image.ts';

describe('an image that has a seed already', () => {
  const USED = Buffer.from(`id=${FULL_SEED.id}\n`);

  /** As the first card of another run is. */
  async function seeded(seed: Seed): Promise<Buffer> {
    const world = seedWorld();
    await runFlash(flashRequest({ lay: laying({ '/dev/sdx': seed }) }), world.ports);
    return world.cards.get('/dev/sdx') ?? Buffer.alloc(0);
  }

  async function record(card: Buffer | undefined): Promise<unknown> {
    return JSON.parse((await fileOn(card, 'nixberry/card.json')) ?? '');
  }

  it('keeps it on one card, which says so', async () => {
    const world = seedWorld({}, await seeded(FULL_SEED));
    const asked: SeedTaker[] = [];
    const seedFor: LayRequest['seedFor'] = ({ image }) => {
      asked.push(image);
      return Promise.resolve(null);
    };
    const told = await runFlash(flashRequest({ lay: { origin: ORIGIN, seedFor } }), world.ports);
    const card = world.cards.get('/dev/sdx');
    expect(asked).toMatchObject([{ kind: 'takes', carried: { kind: 'waiting', seed: FULL_SEED } }]);
    expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'done', seed: FULL_SEED.id });
    expect(told.events).toContainEqual(expect.objectContaining({ type: 'seed', id: FULL_SEED.id, hostName: 'barn' }));
    expect(await record(card)).toMatchObject({ seed: FULL_SEED.id, hostName: 'barn' });
    expect(await fileOn(card, 'nixberry/seed.conf')).toBe(encodeSeed(FULL_SEED));
  });

  it('goes to no second card with it', async () => {
    const image = await seeded(FULL_SEED);
    const world = seedWorld({}, image);
    const both = flashRequest({ targets: [SDX, SDY], lay: laying({}) });
    const told = await runFlash(both, world.ports);
    expect(failureOf(told)).toMatchObject({ code: 'seed-twice', facts: { reason: 'carried' } });
    expect(told.events.map(({ type }) => type)).toEqual(['image']);
    expect(world.writer.starts).toEqual([]);
    const one = flashRequest({ targets: [SDX, SDY], lay: laying({ '/dev/sdx': BARE_SEED }) });
    expect((await runFlash(one, seedWorld({}, image).ports)).end.type).toBe('done');
  });

  it('loses it to another', async () => {
    const world = seedWorld({}, await seeded(FULL_SEED));
    const lay = laying({ '/dev/sdx': BARE_SEED, '/dev/sdy': { ...BARE_SEED, id: '1'.repeat(16) } });
    await runFlash(flashRequest({ targets: [SDX, SDY], lay }), world.ports);
    const card = world.cards.get('/dev/sdx');
    expect(await fileOn(card, 'nixberry/seed.conf')).toBe(encodeSeed(BARE_SEED));
    expect(await record(card)).toMatchObject({ seed: BARE_SEED.id, hostName: null });
  });

  it.each([
    ['that a Pi has taken', [{ path: USED_PATH, bytes: USED }], { kind: 'used', id: FULL_SEED.id }],
    [
      'that cannot be taken, since a Pi has taken another',
      [
        { path: USED_PATH, bytes: USED },
        { path: SEED_PATH, bytes: Buffer.from(encodeSeed(BARE_SEED)) },
      ],
      { kind: 'used', id: null },
    ],
    ['that is none', [{ path: SEED_PATH, bytes: Buffer.from('something else') }], { kind: 'unreadable' }],
    [
      'that the Pi may take and we cannot read',
      [{ path: SEED_PATH, bytes: Buffer.from(`nixberry-seed=1\nid=${BARE_SEED.id}\nnew=1\nend=1\n`) }],
      { kind: 'unreadable' },
    ],
  ])('%s, says what it is', async (_name, files, carried) => {
    const world = seedWorld({}, await smallSeedImage({ files }));
    const asked: unknown[] = [];
    const seedFor: LayRequest['seedFor'] = ({ image }) => {
      asked.push(image.kind === 'takes' && image.carried);
      return Promise.resolve(null);
    };
    const told = await runFlash(flashRequest({ lay: { origin: ORIGIN, seedFor } }), world.ports);
    expect(asked).toEqual([carried]);
    expect(told.events.filter(({ type }) => type === 'seed')).toEqual([]);
    const id = 'id' in carried ? carried.id : null;
    expect(await record(world.cards.get('/dev/sdx'))).toMatchObject({ seed: id });
  });
});
