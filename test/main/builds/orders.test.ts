import { describe, expect, it } from 'vitest';
import type { BuildView } from '../../../src/contract/window/build.ts';
import type { Draft } from '../../../src/contract/window/draft.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { parsePlace } from '../../../src/core/places/list.ts';
import { draftOrder, orderKey } from '../../../src/main/builds/draft-order.ts';
import { endWords } from '../../../src/main/builds/set-up.ts';
import { startedBuild } from '../../../src/main/builds/view.ts';
import { mainWords } from '../../../src/main/words.ts';

const DRAFT: Draft = {
  format: 1,
  way: 'pi',
  step: 'build',
  visited: [],
  answers: { hostName: 'greenhouse' },
  place: 'host:ada@forge',
  how: 'auto',
};

const refuse = () => Promise.reject(new AppError('project-changed', { file: 'x', folder: 'y' }));
const orderOf = (draft: Draft | null, isDemo = false) =>
  draftOrder({
    ...{ isDemo, load: () => Promise.resolve(draft), ensureSaved: refuse },
    openPlace: (place) =>
      place === DRAFT.place
        ? Promise.resolve(parsePlace(place))
        : Promise.reject(new AppError('place-unknown', { place, reason: null })),
  });

describe('what is to be built', () => {
  it('is the host of the draft, at its place; the project is saved only when it begins', async () => {
    const order = await orderOf(DRAFT);
    expect(order).toMatchObject({ host: 'greenhouse', place: 'host:ada@forge' });
    await expect(order.job()).rejects.toMatchObject({ code: 'project-changed' });
  });

  it('is the demo, whatever the draft says', async () => {
    expect(await orderOf(DRAFT, true)).toMatchObject({ host: null, place: 'here' });
    expect(await orderOf(null, true)).toMatchObject({ host: null });
  });

  it('is nothing without a draft, or at a place that is not the person’s', async () => {
    await expect(orderOf(null)).rejects.toMatchObject({ code: 'settings-missing' });
    await expect(orderOf({ ...DRAFT, place: 'host:ada@elsewhere' })).rejects.toMatchObject({ code: 'place-unknown' });
  });

  it('is another order for other answers, another place or another way, and for nothing else', () => {
    const others: Partial<Draft>[] = [{ answers: { hostName: 'barn' } }, { place: 'here' }, { how: 'cross' }];
    expect(others.filter((other) => orderKey({ ...DRAFT, ...other }) === orderKey(DRAFT))).toEqual([]);
    expect(orderKey({ ...DRAFT, step: 'drive', visited: ['board'] })).toBe(orderKey(DRAFT));
  });
});

describe('what the desktop is told at the end', () => {
  const { view } = startedBuild({ id: 'b', host: 'greenhouse', place: 'here', startedAt: 0 });
  const error = { code: 'nix-missing' as const, facts: {}, derivation: null, logStart: null };
  it.each<[Partial<BuildView>, string | null]>([
    [{ state: 'done' }, 'greenhouse is built'],
    [{ state: 'done', host: null }, "The demo's image is built"],
    [{ state: 'failed', error }, 'greenhouse could not be built'],
    [{ state: 'cancelled' }, null],
    [{ state: 'running' }, null],
  ])('%o', (changes, title) => {
    const told = endWords({ ...view, ...changes }, mainWords());
    expect(told?.title ?? null).toBe(title);
    expect(told?.body).not.toBe('');
  });
});
