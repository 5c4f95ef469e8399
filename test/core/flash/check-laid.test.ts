import { describe, expect, it } from 'vitest';
import type { WriterEvent } from '../../../src/contract/writer.ts';
import { exitCodeOf } from '../../../src/core/errors.ts';
import { failureOf, flashRequest, runFlash } from '../../support/flash-world.ts';
import { BARE_SEED, FULL_SEED } from '../seed/some-seeds.ts';
import { CARD, laying, SDX, SDY, seedWorld, WITH_SEED } from './seed-world.ts';

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
    expect(world.writer.commands.some((command) => command.type === 'header' && command.header.op === 'eject')).toBe(
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

  it('is followed by what became of the eject', async () => {
    for (const ejected of [true, false]) {
      const world = seedWorld({ answer: ({ op }) => (op === 'eject' ? { type: 'ejected', ejected } : null) });
      const told = await runFlash(flashRequest({ ...WITH_SEED, eject: true }), world.ports);
      expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'done', ejected });
    }
  });
});
