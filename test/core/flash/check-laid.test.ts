import { describe, expect, it, vi } from 'vitest';
import type { WriterEvent } from '../../../src/contract/writer.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { exitCodeOf } from '../../../src/core/errors/causes.ts';
import { failureOf, flashRequest, runFlash } from '../../support/flash-world.ts';
import { BARE_SEED, FULL_SEED } from '../seed/some-seeds.ts';
import { CARD, cardFile, laying, SDX, SDY, seedWorld, WITH_SEED } from './seed-world.ts';
import { smallSeedImage } from './small-seed-image.ts';

function flip(card: Buffer, at: number): void {
  card.writeUInt8(card.readUInt8(at) ^ 1, at);
}

describe('reading it back', () => {
  const seedPlace = (card: Buffer): number => card.indexOf('nixberry-seed=1');

  it('finds a seed that differs: the target failed, the exit code is that of a failed verification', async () => {
    const world = seedWorld({ written: (card) => flip(card, seedPlace(card) + 100) });
    const told = await runFlash(flashRequest({ ...WITH_SEED, eject: true }), world.ports);
    const error = failureOf(told);
    expect(error).toMatchObject({ code: 'seed-mismatch', facts: { device: '/dev/sdx', path: 'nixberry/seed.conf' } });
    expect(exitCodeOf(error.code)).toBe(4);
    expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'failed', state: 'unbootable' });
    expect(world.writer.commands.some((command) => command.type === 'header' && command.header.op === 'release')).toBe(
      false,
    );
  });

  it('finds a file system that is none any more', async () => {
    const world = seedWorld({ written: (card) => card.fill(0, 0, 512) });
    expect(failureOf(await runFlash(WITH_SEED, world.ports))).toMatchObject({
      code: 'seed-mismatch',
      facts: { path: 'nixberry/card.json' },
    });
  });

  it('finds a virtual card that differs', async () => {
    const world = seedWorld({ written: (card) => flip(card, seedPlace(card)) });
    const request = flashRequest({ targets: [CARD], lay: laying({ '/tmp/card.img': FULL_SEED }) });
    expect(failureOf(await runFlash(request, world.ports))).toMatchObject({ code: 'seed-mismatch' });
  });

  it('that is refused or fails ends that target alone, which gets its marker again where that can be written', async () => {
    const lost: WriterEvent = { type: 'read-failed', code: 'drive-lost', facts: { device: '/dev/sdx' } };
    for (const state of ['unbootable', 'unknown'] as const) {
      const world = seedWorld({
        answer: ({ op, target }) => {
          if (target.path !== '/dev/sdx') return null;
          return op === 'withdraw' ? { type: 'withdrawn', state } : lost;
        },
      });
      const lay = laying({ '/dev/sdx': FULL_SEED, '/dev/sdy': BARE_SEED });
      const told = await runFlash(flashRequest({ targets: [SDX, SDY], lay }), world.ports);
      expect(failureOf(told).code).toBe('drive-lost');
      expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'failed', state });
      expect(told.targets.get('/dev/sdy')).toMatchObject({ kind: 'done', seed: BARE_SEED.id });
    }
  });

  it('from a writer that dies ends every target, as complete as it was', async () => {
    const world = seedWorld({
      outcome: (target) =>
        target === 2 ? { kind: 'failed', code: 'bad-sector', facts: {}, state: 'unbootable' } : 'done',
      answer: () => ({ type: 'fatal', code: 'unexpected', facts: {} }),
    });
    const targets = [SDX, SDY, { ...SDY, path: '/dev/sdz' }];
    const told = await runFlash(flashRequest({ targets, lay: laying({ '/dev/sdx': FULL_SEED }) }), world.ports);
    expect(failureOf(told).code).toBe('unexpected');
    expect([...told.targets].map(([path, outcome]) => [path, outcome.kind !== 'done' && outcome.state])).toEqual([
      ['/dev/sdz', 'unbootable'],
      ['/dev/sdx', 'complete'],
      ['/dev/sdy', 'complete'],
    ]);
  });

  it('of an answer of another length is an error, and no endless asking', async () => {
    const world = seedWorld({ answer: () => ({ type: 'read', data: 'AAAA' }) });
    expect(failureOf(await runFlash(WITH_SEED, world.ports)).code).toBe('unexpected');
  });

  it('can be cancelled while the drive hangs: the card is complete', async () => {
    const controller = new AbortController();
    const silent: WriterEvent = { type: 'alive' };
    const world = seedWorld({ answer: () => silent });
    const told = await runFlash(WITH_SEED, world.ports, controller.signal, (event) => {
      if (event.type === 'phase' && event.phase === 'checking-seed') setTimeout(() => controller.abort(), 20);
    });
    expect(told.end.type).toBe('cancelled');
    expect(told.targets.get('/dev/sdx')).toEqual({ kind: 'cancelled', state: 'complete' });
    expect(world.writer.hasExited()).toBe(true);
  });

  it('of a drive that hangs is told of, after 5 s and each second, for as long as it lasts', async () => {
    const controller = new AbortController();
    let now = 0;
    // The writer says that it lives five times a second, and nothing else.
    const script = seedWorld({ answer: () => ({ type: 'alive' }), alive: () => (now += 200) < 7_500 });
    const ports = { ...script.ports, clock: { now: () => now } };
    const told = await runFlash(WITH_SEED, ports, controller.signal, ({ type }) => {
      if (type === 'stalled' && now >= 7_000) controller.abort();
    });
    const stalls = told.events.flatMap((event) => (event.type === 'stalled' ? [[event.target, event.ms]] : []));
    expect(stalls).toEqual([5_000, 6_000, 7_000].map((ms) => ['/dev/sdx', ms]));
    expect(told.end.type).toBe('cancelled');
  });

  it('is done with all of them before one is let go, and those that are right stay so when a later one hangs', async () => {
    const lay = laying({ '/dev/sdx': FULL_SEED, '/dev/sdy': BARE_SEED });
    const both = flashRequest({ targets: [SDX, SDY], lay, eject: true });
    const world = seedWorld();
    await runFlash(both, world.ports);
    const ops = world.writer.commands.flatMap((command) => (command.type === 'header' ? [command.header.op] : []));
    expect(ops.slice(ops.indexOf('release'))).toEqual(['release', 'release']);

    const controller = new AbortController();
    const hanging = seedWorld({ answer: ({ target }) => (target.path === '/dev/sdy' ? { type: 'alive' } : null) });
    const told = await runFlash(both, hanging.ports, controller.signal, (event) => {
      if (event.type === 'phase' && event.phase === 'checking-seed' && event.target === '/dev/sdy')
        setTimeout(() => controller.abort(), 20);
    });
    expect(told.end.type).toBe('cancelled');
    expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'done', ejected: false, seed: FULL_SEED.id });
    expect(told.targets.get('/dev/sdy')).toEqual({ kind: 'cancelled', state: 'complete' });
  });

  it('without a wish to eject hands the drive to this computer', async () => {
    const world = seedWorld();
    const told = await runFlash(WITH_SEED, world.ports);
    const released = world.writer.commands.flatMap((command) =>
      command.type === 'header' && command.header.op === 'release' ? [command.header.eject] : [],
    );
    expect(released).toEqual([false]);
    expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'done', ejected: false });
    expect(told.events.some((event) => event.type === 'phase' && event.phase === 'ejecting')).toBe(false);
  });

  it('takes a card that ends too soon for one that differs, wherever that shows', async () => {
    const request = flashRequest({ targets: [CARD], lay: laying({ '/tmp/card.img': FULL_SEED }) });
    // So that the files lie further back than what is read of a FAT at once.
    const image = await smallSeedImage({ clusters: 1000, fillBytes: 300 << 10 });
    const endsAtRead = async (last: number): Promise<string> => {
      const world = seedWorld({}, image);
      let reads = 0;
      const open = (path: string) => {
        const card = cardFile(world.cards.get(path) ?? Buffer.alloc(0));
        const read: typeof card.read = (...at) =>
          reads++ < last ? card.read(...at) : Promise.reject(new AppError('image-truncated'));
        return Promise.resolve({ ...card, read });
      };
      const told = await runFlash(request, { ...world.ports, cardFiles: { open } });
      return told.end.type === 'failed' ? told.end.error.code : told.end.type;
    };
    const codes: string[] = [];
    while (codes.at(-1) !== 'done' && codes.length < 200) codes.push(await endsAtRead(codes.length));
    expect(new Set(codes)).toEqual(new Set(['seed-mismatch', 'done']));
  });

  it('closes the virtual card, however it ends', async () => {
    const close = vi.fn(() => Promise.resolve());
    for (const written of [undefined, (card: Buffer) => flip(card, seedPlace(card))]) {
      const world = seedWorld(written ? { written } : {});
      const open = (path: string) => Promise.resolve({ ...cardFile(world.cards.get(path) ?? Buffer.alloc(0)), close });
      const request = flashRequest({ targets: [CARD], lay: laying({ '/tmp/card.img': FULL_SEED }) });
      await runFlash(request, { ...world.ports, cardFiles: { open } });
    }
    expect(close).toHaveBeenCalledTimes(2);
  });

  it('is followed by what became of the eject', async () => {
    for (const ejected of [true, false]) {
      const world = seedWorld({ answer: ({ op }) => (op === 'release' ? { type: 'released', ejected } : null) });
      const told = await runFlash(flashRequest({ ...WITH_SEED, eject: true }), world.ports);
      expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'done', ejected });
    }
  });
});
