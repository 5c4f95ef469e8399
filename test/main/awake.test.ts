import { describe, expect, it } from 'vitest';
import { createAwake } from '../../src/main/awake.ts';
import { createNotify } from '../../src/main/notify.ts';

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

describe('keeping the computer awake', () => {
  it('lasts until the last one lets go', () => {
    const system = blocker();
    const awake = createAwake(system);
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
});

describe('a notification', () => {
  it.each([
    [true, false, 1],
    [true, true, 0],
    [false, false, 0],
  ])('wanted %s, watched %s: %i', (wanted, watched, count) => {
    const shown: string[] = [];
    const show = (title: string, body: string): void => void shown.push(`${title}: ${body}`);
    createNotify({ isWanted: () => wanted, isWatched: () => watched, show }).say('Built', 'greenhouse');
    expect(shown).toHaveLength(count);
  });
});
