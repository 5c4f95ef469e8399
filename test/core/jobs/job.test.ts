import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { runJob, throwIfCancelled, type End } from '../../../src/core/jobs/job.ts';
import { appErrorOf } from '../../support/errors.ts';

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of stream) found.push(item);
  return found;
}

function never(): AbortSignal {
  return new AbortController().signal;
}

const ENDS = ['done', 'failed', 'cancelled'];

describe('runJob', () => {
  it('gives all events in their order, then the result', async () => {
    const events = await collect(
      runJob<{ type: 'step'; at: number }, string>(never(), async (emit) => {
        emit({ type: 'step', at: 1 });
        await Promise.resolve();
        emit({ type: 'step', at: 2 });
        emit({ type: 'step', at: 3 });
        return 'result';
      }),
    );
    expect(events).toEqual([
      { type: 'step', at: 1 },
      { type: 'step', at: 2 },
      { type: 'step', at: 3 },
      { type: 'done', result: 'result' },
    ]);
  });

  it('ends exactly once and last, whatever the work does, whenever it is cancelled, however slowly it is read', async () => {
    const step = fc.constantFrom('emit', 'wait', 'throw', 'throw-app', 'throw-cancelled', 'throw-string', 'abort');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.boolean(), fc.boolean(), async (steps, sync, slowly) => {
        const controller = new AbortController();
        const thrown = steps.find((name) => name.startsWith('throw'));
        let emitted = 0;
        const runSteps = (emit: (event: { type: 'step' }) => void): void => {
          for (const name of steps) {
            if (name === 'emit') {
              emit({ type: 'step' });
              emitted++;
            } else if (name === 'abort') controller.abort();
            else if (name === 'throw') throw new Error('thrown');
            else if (name === 'throw-app') throw new AppError('bad-sector');
            else if (name === 'throw-cancelled') throw new AppError('cancelled');
            // eslint-disable-next-line @typescript-eslint/only-throw-error -- a job must survive that, too
            else if (name === 'throw-string') throw 'a string';
          }
        };
        const work = sync
          ? (emit: (event: { type: 'step' }) => void): Promise<number> => (runSteps(emit), Promise.resolve(1))
          : async (emit: (event: { type: 'step' }) => void): Promise<number> => {
              await new Promise(setImmediate);
              runSteps(emit);
              return 1;
            };
        const events: ({ type: 'step' } | End<number>)[] = [];
        for await (const event of runJob(controller.signal, work)) {
          events.push(event);
          if (slowly) await new Promise(setImmediate);
        }
        const ends = events.filter(({ type }) => ENDS.includes(type));
        expect(ends).toHaveLength(1);
        expect(events.at(-1)).toBe(ends[0]);
        expect(events).toHaveLength(emitted + 1);
        const type = ends[0]?.type;
        if (thrown === undefined) expect(type).toBe('done');
        else if (controller.signal.aborted || thrown === 'throw-cancelled') expect(type).toBe('cancelled');
        else expect(type).toBe('failed');
      }),
      { numRuns: 200 },
    );
  });

  it('keeps an AppError and names an unforeseen one', async () => {
    const [failed] = await collect(runJob(never(), () => Promise.reject(new AppError('bad-sector', { offset: 1 }))));
    expect(failed).toMatchObject({ type: 'failed', error: { code: 'bad-sector', facts: { offset: 1 } } });
    const [unforeseen] = await collect(runJob(never(), () => Promise.reject(new TypeError('oh'))));
    expect(unforeseen).toMatchObject({ type: 'failed', error: { code: 'unexpected', facts: { detail: 'oh' } } });
  });

  it('is done when it was cancelled too late', async () => {
    const controller = new AbortController();
    const work = (): Promise<string> => {
      controller.abort();
      return Promise.resolve('all the same');
    };
    expect(await collect(runJob(controller.signal, work))).toEqual([{ type: 'done', result: 'all the same' }]);
  });

  it('lets its work go on when nobody listens any more', async () => {
    let finished = false;
    const stream = runJob<string, null>(never(), async (emit) => {
      emit('one');
      await new Promise(setImmediate);
      emit('two');
      finished = true;
      return null;
    });
    for await (const event of stream) {
      expect(event).toBe('one');
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(finished).toBe(true);
  });
});

describe('throwIfCancelled', () => {
  it('throws once the signal is aborted, not before', async () => {
    expect(() => throwIfCancelled(never())).not.toThrow();
    expect((await appErrorOf(() => throwIfCancelled(AbortSignal.abort()))).code).toBe('cancelled');
  });
});
