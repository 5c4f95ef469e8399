import { expect, it } from 'vitest';
import { buildNote } from '../../../src/cli/nix/remarks.ts';
import type { BuildEvent } from '../../../src/core/nix/events.ts';
import { parseReport } from '../../../src/core/places/machine.ts';
import { remarking } from '../../../src/core/places/remarks.ts';

const BIG = { user: 'ada', host: 'big', port: null, keyFile: null };

function told(event: BuildEvent, elsewhere: string | null, freeKib: number): readonly BuildEvent[] {
  const events: BuildEvent[] = [];
  const report = parseReport(BIG, `store-path=/nix\nstore-free-kib=${freeKib}`);
  remarking(elsewhere, [report], (one) => void events.push(one))(event);
  return events;
}

const ignored: BuildEvent = { type: 'note', code: 'cache-ignored', facts: { substituter: 'https://c.example' } };
const target = (how: 'cross' | 'native'): BuildEvent => ({ type: 'target', installable: 'x', how, why: null });

it('says on which machine a cache is ignored', () => {
  const facts = { substituter: 'https://c.example', place: 'ada@big' };
  expect(told(ignored, 'ada@big', 1)).toEqual([{ ...ignored, facts }]);
  const there = buildNote('cache-ignored', facts);
  expect(there).toMatch(/on ada@big does not ask .* Over there, add/);
  expect(there).not.toContain('nixberry doctor');
  expect(buildNote('cache-ignored', { ...facts, place: null })).toContain('`nixberry doctor`');
});

it.each([
  ['cross', 30e6, 1],
  ['cross', 50e6, 0],
  // Told before.
  ['cross', 1e6, 0],
  ['native', 30e6, 0],
] as const)('%s with %d KiB: %d warnings of the room', (how, kib, count) => {
  const notes = told(target(how), 'ada@big', kib).filter(({ type }) => type === 'note');
  expect(notes).toHaveLength(count);
  for (const note of notes)
    expect(note).toMatchObject({ code: 'machine-space-low', facts: { place: 'ada@big', wantedBytes: 40e9 } });
});
