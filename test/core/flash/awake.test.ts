import { expect, it } from 'vitest';
import { createDeferred } from '../../../src/core/jobs/deferred.ts';
import type { AwakePort } from '../../../src/core/ports.ts';
import { failureOf, flashRequest, flashWorld, runFlash } from '../../support/flash-world.ts';

/** Notes when the computer is kept awake, and whether the writer is there then. */
function watched(world: () => ReturnType<typeof flashWorld>) {
  const told: string[] = [];
  const awake: AwakePort = {
    hold: (job) => {
      told.push(`${job}: ${world().writer.starts.length} started`);
      return Promise.resolve(
        () => void told.push(world().writer.hasExited() ? 'let go, the writer is gone' : 'let go'),
      );
    },
  };
  return { told, awake };
}

const WHOLE = ['write: 0 started', 'let go, the writer is gone'];

it('keeps the computer awake from before the writer starts until it is gone', async () => {
  const { told, awake } = watched(() => world);
  const world = flashWorld({ awake });
  const { end } = await runFlash(flashRequest(), world.ports);
  expect(end.type).toBe('done');
  expect(told).toEqual(WHOLE);
});

it('lets it sleep again when the writing fails', async () => {
  const { told, awake } = watched(() => world);
  const world = flashWorld({ awake }, () => Promise.resolve());
  expect(failureOf(await runFlash(flashRequest(), world.ports)).code).toBe('writer-died');
  expect(told).toEqual(WHOLE);
});

it('does not keep it awake for a question, nor after a no', async () => {
  const { told, awake } = watched(() => world);
  const world = flashWorld({ awake });
  const confirm = (): Promise<boolean> => {
    expect(told).toEqual([]);
    return Promise.resolve(false);
  };
  expect((await runFlash(flashRequest({ confirm }), world.ports)).end.type).toBe('cancelled');
  expect(told).toEqual([]);
});

it('starts no writer when it is cancelled while that is asked for', async () => {
  const controller = new AbortController();
  const { promise: granted, resolve: grant } = createDeferred<() => void>();
  let letGo = 0;
  const hold = (): Promise<() => void> => {
    controller.abort();
    grant(() => {
      letGo += 1;
    });
    return granted;
  };
  const { ports, writer } = flashWorld({ awake: { hold } });
  const { end, targets } = await runFlash(flashRequest(), ports, controller.signal);
  expect(end.type).toBe('cancelled');
  expect([...targets.values()]).toMatchObject([{ kind: 'cancelled', state: 'untouched' }]);
  expect([writer.starts.length, letGo]).toEqual([0, 1]);
});
