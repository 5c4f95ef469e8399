import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canOpen, goTo, nextStep, settle, stepBefore, viewSteps } from '../../../src/core/wizard/flow.ts';
import type { Lack, Place, WizardStep } from '../../../src/core/wizard/step.ts';

/** Made up: what each step lacks, which are passed over, and which are shut. */
interface Made {
  readonly lacks: Readonly<Record<string, readonly Lack['kind'][]>>;
  readonly skipped: readonly string[];
  readonly barred: readonly string[];
}

const IDS = ['bread', 'cheese', 'sauce', 'oven', 'plate'];
const FINE: Made = { lacks: {}, skipped: [], barred: [] };

const STEPS: readonly WizardStep<Made>[] = IDS.map((id) => ({
  id,
  group: id === 'oven' || id === 'plate' ? 'bake' : 'choose',
  skip: ({ skipped }) => (skipped.includes(id) ? { key: `no ${id} needed` } : null),
  lacks: ({ lacks }) => (lacks[id] ?? []).map((kind) => ({ kind, says: { key: `${id} lacks` } })),
  bars: ({ barred }) => (barred.includes(id) ? { key: `${id} is shut` } : null),
}));

function marks(made: Made, place: Place): string[] {
  return viewSteps(STEPS, made, place).map(({ mark }) =>
    mark.type === 'mend' ? `mend ${mark.lacks.length}` : mark.type,
  );
}

function reaches(made: Made, place: Place): string[] {
  return viewSteps(STEPS, made, place).map(({ reach }) =>
    reach.type === 'after' ? `after ${reach.step}` : reach.type,
  );
}

describe('marks', () => {
  test('at the start the first step is here, and all others are to come', () => {
    expect(marks(FINE, { step: 'bread', visited: [] })).toEqual(['here', 'to-come', 'to-come', 'to-come', 'to-come']);
  });

  test('what was visited and lacks nothing is done', () => {
    const place = { step: 'sauce', visited: ['bread', 'cheese', 'sauce'] };
    expect(marks(FINE, place)).toEqual(['done', 'done', 'here', 'to-come', 'to-come']);
  });

  test('what was visited and needs a change is counted; what was not visited is not held against anybody', () => {
    const made = { ...FINE, lacks: { bread: ['mend', 'mend', 'open'], oven: ['mend'] } as const };
    expect(marks(made, { step: 'cheese', visited: ['bread', 'cheese'] })).toEqual([
      'mend 2',
      'here',
      'to-come',
      'to-come',
      'to-come',
    ]);
  });

  test('what is merely not finished is to come, and nothing to mend', () => {
    const made = { ...FINE, lacks: { oven: ['open'] } as const };
    expect(marks(made, { step: 'bread', visited: IDS })[3]).toBe('to-come');
  });

  test('a step that is passed over says why, even where it was visited', () => {
    const [, , sauce] = viewSteps(STEPS, { ...FINE, skipped: ['sauce'] }, { step: 'bread', visited: IDS });
    expect(sauce?.mark).toEqual({ type: 'skipped', reason: { key: 'no sauce needed' } });
  });

  test('the step that is here says what it lacks', () => {
    const [bread] = viewSteps(STEPS, { ...FINE, lacks: { bread: ['mend'] } }, { step: 'bread', visited: [] });
    expect(bread?.mark).toEqual({ type: 'here', lacks: [{ kind: 'mend', says: { key: 'bread lacks' } }] });
  });
});

describe('which steps can be opened', () => {
  test('the next one when this one lacks nothing, and none behind it', () => {
    expect(reaches(FINE, { step: 'bread', visited: [] })).toEqual([
      'open',
      'open',
      'after cheese',
      'after cheese',
      'after cheese',
    ]);
  });

  test('none behind one that lacks something, unless it was visited', () => {
    const made = { ...FINE, lacks: { bread: ['mend'] } as const };
    expect(reaches(made, { step: 'bread', visited: ['bread', 'cheese'] })).toEqual([
      'open',
      'open',
      'after bread',
      'after bread',
      'after bread',
    ]);
  });

  test('a skipped step stands in nobody’s way and cannot be opened itself', () => {
    const views = viewSteps(STEPS, { ...FINE, skipped: ['cheese'] }, { step: 'bread', visited: [] });
    expect(views.map(canOpen)).toEqual([true, false, true, false, false]);
  });

  test('a barred step is shut even where it was visited, and says why', () => {
    const made = { ...FINE, barred: ['oven'] };
    expect(viewSteps(STEPS, made, { step: 'bread', visited: IDS })[3]?.reach).toEqual({
      type: 'barred',
      reason: { key: 'oven is shut' },
    });
  });
});

describe('next and back', () => {
  test('pass over what is skipped', () => {
    const made = { ...FINE, skipped: ['cheese', 'sauce'] };
    expect(nextStep(STEPS, made, 'bread')).toBe('oven');
    expect(stepBefore(STEPS, made, 'oven')).toBe('bread');
  });

  test('end at the ends', () => {
    expect(nextStep(STEPS, FINE, 'plate')).toBeNull();
    expect(stepBefore(STEPS, FINE, 'bread')).toBeNull();
    expect(nextStep(STEPS, FINE, 'soup')).toBeNull();
    expect(stepBefore(STEPS, FINE, 'soup')).toBeNull();
  });
});

describe('settling', () => {
  test('stays where it may be', () => {
    const place = { step: 'cheese', visited: ['bread', 'cheese'] };
    expect(settle(STEPS, FINE, place)).toBe(place);
  });

  test('a step that is shut by now gives way to the nearest one before it', () => {
    expect(settle(STEPS, { ...FINE, barred: ['oven'] }, { step: 'oven', visited: IDS }).step).toBe('sauce');
  });

  test('a step of another version gives way to the last one that can be opened', () => {
    expect(settle(STEPS, FINE, { step: 'soup', visited: ['bread', 'cheese'] }).step).toBe('sauce');
  });
});

const kinds = fc.array(fc.constantFrom<Lack['kind']>('mend', 'open'), { maxLength: 3 });
const someSteps = fc.subarray(IDS);
const madeUp: fc.Arbitrary<Made> = fc.record({
  lacks: fc.dictionary(fc.constantFrom(...IDS), kinds),
  skipped: someSteps,
  barred: someSteps,
});
const place: fc.Arbitrary<Place> = fc.record({ step: fc.constantFrom(...IDS), visited: someSteps });

describe('whatever the situation', () => {
  test('going anywhere forgets nothing that was visited, and counts where one was', () => {
    fc.assert(
      fc.property(place, fc.constantFrom(...IDS), (from, to) => {
        const there = goTo(from, to);
        expect(there.step).toBe(to);
        expect(there.visited).toEqual(expect.arrayContaining([...from.visited, from.step, to]));
        expect(new Set(there.visited).size).toBe(there.visited.length);
      }),
    );
  });

  test('going back and forth changes no mark of the other steps', () => {
    fc.assert(
      fc.property(madeUp, place, fc.constantFrom(...IDS), (made, from, to) => {
        const start = goTo(from, from.step);
        const again = goTo(goTo(start, to), start.step);
        const others = (where: Place): string[] => marks(made, where).filter((_, index) => IDS[index] !== to);
        expect(others(again)).toEqual(others(start));
      }),
    );
  });

  test('exactly one step is here, unless it is skipped', () => {
    fc.assert(
      fc.property(madeUp, place, (made, where) => {
        const here = marks(made, where).filter((mark) => mark === 'here');
        expect(here).toHaveLength(made.skipped.includes(where.step) ? 0 : 1);
      }),
    );
  });

  test('one settles on a step that can be opened, wherever there is one', () => {
    fc.assert(
      fc.property(madeUp, place, (made, where) => {
        const settled = settle(STEPS, made, where);
        const views = viewSteps(STEPS, made, settled);
        const isOpen = views.some((view) => view.id === settled.step && canOpen(view));
        expect(isOpen || !viewSteps(STEPS, made, where).some(canOpen)).toBe(true);
      }),
    );
  });

  test('next and back never land on a skipped step, and lead in their direction', () => {
    fc.assert(
      fc.property(madeUp, fc.constantFrom(...IDS), (made, here) => {
        const next = nextStep(STEPS, made, here);
        const before = stepBefore(STEPS, made, here);
        for (const id of [next, before]) expect(made.skipped.includes(id ?? '')).toBe(false);
        if (next !== null) expect(IDS.indexOf(next)).toBeGreaterThan(IDS.indexOf(here));
        if (before !== null) expect(IDS.indexOf(before)).toBeLessThan(IDS.indexOf(here));
      }),
    );
  });
});
