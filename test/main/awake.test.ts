import { describe, expect, it, vi } from 'vitest';
import { createDeferred } from '../../src/core/jobs/deferred.ts';
import type { AwakeJob } from '../../src/core/ports.ts';
import { createAwake, type AwakeOptions } from '../../src/main/awake.ts';

function blocker() {
  const running = new Set<number>();
  let next = 0;
  const start = (kind: string): number => {
    expect(kind).toBe('prevent-app-suspension');
    running.add(++next);
    return next;
  };
  return { running, started: () => next, start, stop: (id: number) => running.delete(id) };
}

/** A system that grants each lock, and may take it away again. */
function granting() {
  const held: { readonly job: AwakeJob; readonly end: () => void }[] = [];
  return {
    held,
    takeLock: (job: AwakeJob) => {
      const { promise: ended, resolve: end } = createDeferred<undefined>();
      const lock = { job, end: () => end(undefined) };
      held.push(lock);
      const release = (): void => {
        held.splice(held.indexOf(lock), 1);
        lock.end();
      };
      return Promise.resolve({ holdsLid: true, ended, release });
    },
  };
}

function keeping(changes: Partial<Pick<AwakeOptions, 'isHeard' | 'takeLock'>> = {}) {
  const system = blocker();
  const told: boolean[] = [];
  const awake = createAwake({
    blocker: system,
    isHeard: () => Promise.resolve(true),
    takeLock: () => Promise.resolve(null),
    publish: (isAwake) => void told.push(isAwake),
    ...changes,
  });
  return { system, told, awake };
}

const deaf = (): Promise<boolean> => Promise.resolve(false);

describe('keeping the computer awake', () => {
  it('lasts until the last one lets go', async () => {
    const { system, awake } = keeping();
    const build = await awake.hold('build');
    const write = await awake.hold('write');
    expect(system.started()).toBe(1);
    build();
    expect(system.running.size).toBe(1);
    build();
    expect(system.running.size).toBe(1);
    write();
    expect(system.running.size).toBe(0);
    (await awake.hold('write'))();
    expect(system.started()).toBe(2);
    expect(system.running.size).toBe(0);
  });

  it('is told where the desktop listens, until it ends', async () => {
    const { told, awake } = keeping();
    const build = await awake.hold('build');
    await vi.waitFor(() => expect(told).toEqual([true]));
    const write = await awake.hold('write');
    build();
    expect(told).toEqual([true]);
    write();
    expect(told).toEqual([true, false]);
  });

  it('is told where only the system has granted it, each job its own, until the last is let go', async () => {
    const { held, takeLock } = granting();
    const { told, awake } = keeping({ isHeard: deaf, takeLock });
    const build = await awake.hold('build');
    const write = await awake.hold('write');
    expect(held.map(({ job }) => job)).toEqual(['build', 'write']);
    build();
    expect(held.map(({ job }) => job)).toEqual(['write']);
    expect(told).toEqual([true]);
    write();
    expect(held).toEqual([]);
    expect(told).toEqual([true, false]);
  });

  it('is no more told once the system has taken its lock away', async () => {
    const { held, takeLock } = granting();
    const { told, awake } = keeping({ isHeard: deaf, takeLock });
    const release = await awake.hold('write');
    held[0]?.end();
    await vi.waitFor(() => expect(told).toEqual([true, false]));
    release();
    expect(told).toEqual([true, false]);
  });

  it('is not told where nobody listens, nor of a job that is over before that is known', async () => {
    const alone = keeping({ isHeard: deaf });
    await alone.awake.hold('write');
    const { promise, resolve } = createDeferred<boolean>();
    const slow = keeping({ isHeard: () => promise });
    (await slow.awake.hold('write'))();
    resolve(true);
    await new Promise(setImmediate);
    expect([...alone.told, ...slow.told]).toEqual([]);
  });
});
