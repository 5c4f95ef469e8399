import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { TargetOutcome } from '../../../src/core/flash/protocol-events.ts';
import type { FlashTargetRequest } from '../../../src/core/flash/request.ts';
import type { ImageSource } from '../../../src/core/ports.ts';
import { flashRequest, flashWorld, IMAGE, memorySource, runFlash, stick } from '../../support/flash-world.ts';
import { honestScript, type WriterScript } from '../../support/scripted-writer.ts';
import { FULL_SEED } from '../seed/some-seeds.ts';
import { smallSeedImage } from './small-seed-image.ts';

const TARGETS = ['/dev/sdx', '/dev/sdy'].map((path): FlashTargetRequest => ({ kind: 'drive', path }));

const ORIGIN = { writtenBy: 'nixberry test', builtAt: null, revision: null };

type Blow = 'none' | 'app-error' | 'error' | 'sync-error';

function strike(blow: Blow): void {
  if (blow === 'app-error') throw new AppError('bad-sector');
  if (blow !== 'none') throw new Error('struck');
}

/** The honest writer, gone after its `events`-th event. */
function dying(script: WriterScript, events: number): WriterScript {
  return async ({ next, emit }) => {
    let left = events;
    await script({
      next,
      emit: (event) => {
        if (left-- <= 0) throw new Error('the process is gone');
        emit(event);
      },
    });
  };
}

const PIECES = 12;

function strickenSource(image: Buffer, blow: Blow, at: number, close: Blow): ImageSource {
  const pieceBytes = Math.ceil(image.byteLength / PIECES);
  const source: Partial<ImageSource> = {
    chunks: async function* (signal) {
      for (let piece = 0; piece < PIECES && !signal.aborted; piece++) {
        if (piece === at) strike(blow);
        yield await Promise.resolve(image.subarray(piece * pieceBytes, (piece + 1) * pieceBytes));
      }
    },
    close: async () => {
      await Promise.resolve();
      strike(close);
    },
  };
  return memorySource(source, image);
}

const blow = fc.constantFrom<Blow>('none', 'none', 'none', 'none', 'app-error', 'error', 'sync-error');
const outcome = fc.constantFrom<TargetOutcome | 'done'>(
  'done',
  { kind: 'failed', code: 'bad-sector', facts: {}, state: 'unbootable' },
  { kind: 'set-aside', state: 'unbootable' },
  { kind: 'cancelled', state: 'unknown' },
);

const SMALL = await smallSeedImage();

describe.each([
  ['an image as it is', IMAGE, false],
  ['an image with a seed laid in', SMALL, true],
])('the event stream of a job that writes %s', (_name, image, lays) => {
  it('ends exactly once, and no target twice, whatever the ports throw and whenever the writer dies', async () => {
    const scenario = fc.record({
      open: blow,
      inspect: blow,
      confirm: blow,
      seed: blow,
      start: blow,
      chunk: blow,
      chunkAt: fc.nat({ max: 12 }),
      close: blow,
      writerEvents: fc.oneof(fc.nat({ max: 60 }), fc.constant(Infinity)),
      outcomes: fc.array(outcome, { minLength: 2, maxLength: 2 }),
      cancelAt: fc.oneof(fc.nat({ max: 40 }), fc.constant(Infinity)),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const honest = honestScript({
          // Set aside in the first pass only: for ever would be for ever.
          outcome: (target, pass) => (pass > 0 ? 'done' : (given.outcomes[target] ?? 'done')),
          windowBytes: Math.ceil(image.byteLength / 5),
        });
        const { ports, writer } = flashWorld({}, dying(honest, given.writerEvents));
        const struck = <T>(by: Blow, value: () => T): Promise<T> => {
          if (by === 'sync-error') strike(by);
          return Promise.resolve().then(() => (strike(by), value()));
        };
        const controller = new AbortController();
        let events = 0;
        const told = await runFlash(
          flashRequest({
            targets: TARGETS,
            eject: true,
            lay: lays ? { origin: ORIGIN, seedFor: () => struck(given.seed, () => FULL_SEED) } : null,
            confirm: () => struck(given.confirm, () => true),
          }),
          {
            ...ports,
            images: {
              open: () => struck(given.open, () => strickenSource(image, given.chunk, given.chunkAt, given.close)),
            },
            drives: { inspect: (device) => struck(given.inspect, () => stick(device)) },
            writer: { start: async (options) => (await struck(given.start, () => writer)).start(options) },
          },
          controller.signal,
          () => {
            if (events++ === given.cancelAt) controller.abort();
          },
        );
        // runFlash has proved the rest: one end, nothing behind it, no target twice.
        const seed = lays ? FULL_SEED.id : null;
        if (told.end.type === 'done')
          expect([...told.targets.values()].every((end) => end.kind === 'done' && end.seed === seed)).toBe(true);
        if (writer.starts.length > 0) {
          expect(writer.hasExited()).toBe(true);
          expect(told.targets.size).toBe(2);
        }
      }),
      { numRuns: 400 },
    );
  });
});
