import { describe, expect, it, vi } from 'vitest';
import { createDeferred } from '../../src/core/jobs/deferred.ts';
import { createAwake } from '../../src/main/awake.ts';

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

function keeping(isHeard: () => Promise<boolean>) {
  const system = blocker();
  const told: boolean[] = [];
  const awake = createAwake({ blocker: system, isHeard, publish: (isAwake) => void told.push(isAwake) });
  return { system, told, awake };
}

describe('keeping the computer awake', () => {
  it('lasts until the last one lets go', () => {
    const { system, awake } = keeping(() => Promise.resolve(true));
    const build = awake.hold();
    const write = awake.hold();
    expect(system.started()).toBe(1);
    build();
    expect(system.running.size).toBe(1);
    build();
    expect(system.running.size).toBe(1);
    write();
    expect(system.running.size).toBe(0);
    awake.hold()();
    expect(system.started()).toBe(2);
    expect(system.running.size).toBe(0);
  });

  it('is told where the desktop listens, until it ends', async () => {
    const { told, awake } = keeping(() => Promise.resolve(true));
    const build = awake.hold();
    await vi.waitFor(() => expect(told).toEqual([true]));
    const write = awake.hold();
    build();
    expect(told).toEqual([true]);
    write();
    expect(told).toEqual([true, false]);
  });

  it('is not told where nobody listens, nor of a job that is over before that is known', async () => {
    const deaf = keeping(() => Promise.resolve(false));
    deaf.awake.hold();
    const { promise, resolve } = createDeferred<boolean>();
    const slow = keeping(() => promise);
    slow.awake.hold()();
    resolve(true);
    await new Promise(setImmediate);
    expect([...deaf.told, ...slow.told]).not.toContain(true);
  });
});
