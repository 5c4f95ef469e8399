import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answerAt, createDraftStore, FIRST_DRAFT, SAVE_AFTER_MS } from '../../../renderer/state/draft-store.ts';
import type { Draft } from '../../../src/contract/window/draft.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function saving(fails = false): { saved: Draft[]; save: (draft: Draft) => Promise<void> } {
  const saved: Draft[] = [];
  return {
    saved,
    save: (draft) => {
      if (fails) return Promise.reject(new Error('full'));
      saved.push(draft);
      return Promise.resolve();
    },
  };
}

test('answers are set by their paths, and the others stay', () => {
  const store = createDraftStore(FIRST_DRAFT, saving().save);
  store.answer('user.name', 'ada');
  store.answer('wifi.networks[0].ssid', 'barn');
  store.answer('wifi.country', null);
  expect(store.get().answers).toEqual({
    user: { name: 'ada' },
    wifi: { networks: [{ ssid: 'barn' }], country: null },
  });
  expect(answerAt(store.get().answers, 'wifi.networks[0].ssid')).toBe('barn');
});

test('undefined takes an answer away', () => {
  const store = createDraftStore({ ...FIRST_DRAFT, answers: { hostName: 'barn', zram: false } }, saving().save);
  store.answer('hostName', undefined);
  expect(store.get().answers).toEqual({ zram: false });
});

test('a wrong answer is kept as it was typed', () => {
  const store = createDraftStore(FIRST_DRAFT, saving().save);
  store.answer('hostName', 'Not A Name');
  expect(answerAt(store.get().answers, 'hostName')).toBe('Not A Name');
});

test('it is saved once after a pause, whatever was typed meanwhile', async () => {
  const { saved, save } = saving();
  const store = createDraftStore(FIRST_DRAFT, save);
  store.answer('hostName', 'b');
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 1);
  store.answer('hostName', 'ba');
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 1);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(saved.map(({ answers }) => answers)).toEqual([{ hostName: 'ba' }]);
  expect(store.saveState()).toBe('saved');
});

test('flush saves at once, and nothing when there is nothing to save', async () => {
  const { saved, save } = saving();
  const store = createDraftStore(FIRST_DRAFT, save);
  await store.flush();
  expect(saved).toEqual([]);
  store.change({ step: 'region' });
  await store.flush();
  expect(saved.map(({ step }) => step)).toEqual(['region']);
});

test('what could not be saved is said, and tried again at the next change', async () => {
  const { save } = saving(true);
  const store = createDraftStore(FIRST_DRAFT, save);
  store.answer('hostName', 'barn');
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(store.saveState()).toBe('failed');
  await expect(store.flush()).rejects.toThrow('full');
  store.answer('hostName', 'barn2');
  expect(store.saveState()).toBe('waiting');
});

test('a change while it is being saved is not taken for saved', async () => {
  let finish: () => void = () => undefined;
  const store = createDraftStore(FIRST_DRAFT, () => new Promise<void>((resolve) => (finish = resolve)));
  store.answer('hostName', 'barn');
  const flushed = store.flush();
  store.answer('hostName', 'barn2');
  finish();
  await flushed;
  expect(store.saveState()).toBe('waiting');
});
