import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { RegionPage } from '../../../../renderer/steps/region/page.tsx';
import type { Computer } from '../../../../src/contract/window/computer.ts';
import { fakeBridge } from '../../support/fake-bridge.ts';
import { giveSizes } from '../../support/measured.ts';
import { renderPage } from '../../support/render-page.tsx';

const COMPUTER: Computer = {
  user: 'ada',
  timeZone: 'Europe/Zurich',
  locale: 'de_CH.UTF-8',
  country: 'CH',
  keyboard: 'ch',
  wifi: null,
};

async function open(answers: Parameters<typeof renderPage>[1] = {}, computer: Computer = COMPUTER) {
  await fakeBridge({ calls: { 'computer.look': () => computer } });
  return renderPage(<RegionPage />, answers);
}

it('is filled in from this computer', async () => {
  const { store } = await open();
  await waitFor(() => {
    expect(store.get().answers.region).toEqual({ timeZone: 'Europe/Zurich', locale: 'de_CH.UTF-8', keyboard: 'sg' });
  });
  await waitFor(() => {
    expect(screen.getByRole('combobox', { name: 'Time zone' })).toHaveProperty('value', 'Zurich, Switzerland');
  });
  expect(screen.getByRole('combobox', { name: 'Language and formats' })).toHaveProperty(
    'value',
    'German (Switzerland)',
  );
  expect(screen.getByRole('combobox', { name: 'Keyboard' })).toHaveProperty('value', 'Switzerland: sg');
  expect(screen.getByText(/CHF/)).toBeTruthy();
});

it('suggests nothing that a Pi could not have', async () => {
  const { store } = await open({}, { ...COMPUTER, timeZone: 'Mars/Olympus', locale: 'tlh_GB.UTF-8', keyboard: 'xx' });
  await screen.findByDisplayValue('UTC, the same everywhere');
  await screen.findByDisplayValue('English (United States)');
  expect(store.get().answers.region).toBeUndefined();
});

it('leaves what was answered, and shows what the list does not have', async () => {
  const region = { timeZone: 'Europe/Isle_of_Man_X', locale: 'fr_FR.UTF-8', keyboard: 'fr' };
  const { store } = await open({ region });
  await screen.findByDisplayValue('French (France)');
  expect(screen.getByDisplayValue('Europe/Isle_of_Man_X')).toBeTruthy();
  expect(store.get().answers.region).toEqual(region);
});

it('finds a zone by typing its town, by keyboard alone', async () => {
  giveSizes();
  const { store, user } = await open();
  const field = await screen.findByDisplayValue('Zurich, Switzerland');
  await user.clear(field);
  await user.type(field, 'stockh');
  await screen.findByRole('option', { name: /Stockholm, Sweden/ });
  await user.keyboard('{ArrowDown}{Enter}');
  expect(store.get().answers.region).toMatchObject({ timeZone: 'Europe/Stockholm' });
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Time zone' }));
  expect(screen.getByRole('img', { name: 'Map of the world with Stockholm marked' })).toBeTruthy();
});

it('takes the nearest town of a click on the map', async () => {
  const { store } = await open();
  await screen.findByDisplayValue('Zurich, Switzerland');
  const map = screen.getByRole('img', { name: 'Map of the world with Zurich marked' });
  map.getBoundingClientRect = () => ({ left: 100, top: 50, width: 720, height: 284 }) as DOMRect;
  // New York is at 74 degrees west, 40.7 north; a degree is 2 px, and the map's top is 84 north.
  fireEvent.click(map, { clientX: 100 + (180 - 74) * 2, clientY: 50 + (84 - 40.7) * 2 });
  expect(store.get().answers.region).toMatchObject({ timeZone: 'America/New_York' });
  expect(await screen.findByDisplayValue('New York, United States')).toBeTruthy();
});
