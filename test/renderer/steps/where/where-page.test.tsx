import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { PLACES } from '../../../../renderer/state/places/place-store.ts';
import { WherePage } from '../../../../renderer/steps/where/page.tsx';
import { createDeferred } from '../../../../src/core/jobs/deferred.ts';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import type { DraftAnswers } from '../../../../src/contract/window/draft.ts';
import type { PlaceReport, WindowPlace } from '../../../../src/contract/window/places.ts';
import { someAnswers } from '../../../core/spec/some-answers.ts';
import { fakeBridge } from '../../support/fake-bridge.ts';
import { renderPage } from '../../support/render-page.tsx';
import { COST, FORGE, HERE, READY, UNKNOWN_KEY, WITHOUT_NIX } from './some-places.ts';

const ANSWERS = someAnswers() as unknown as DraftAnswers;

beforeEach(() => PLACES.clear());

function card(name: string): HTMLElement {
  return screen.getByRole('radio', { name });
}

/** What a screen reader says of a card after its name. */
function description(name: string): string {
  return document.getElementById(card(name).getAttribute('aria-describedby') ?? '')?.textContent ?? '';
}

test('each place is looked at on the spot, and what building takes there is asked', async () => {
  const reports: Record<string, PlaceReport> = { here: READY, [FORGE.id]: WITHOUT_NIX };
  const bridge = await fakeBridge({
    calls: {
      'places.list': () => [HERE, FORGE],
      'places.test': ({ place }) => reports[place]!,
      'places.dryRun': () => COST,
    },
  });
  const { user } = renderPage(<WherePage />, ANSWERS);
  await waitFor(() => expect(description('This computer')).toMatch(/aarch64-linux, Nix 2\.31\.1, 42\sGB free/));
  expect(card('This computer').getAttribute('aria-checked')).toBe('true');
  expect(card('ada@forge').getAttribute('aria-disabled')).toBe('true');
  expect(description('ada@forge')).toMatch(/There is no Nix/);
  // What mends it can be copied.
  await user.click(screen.getByRole('button', { name: 'How to mend it' }));
  screen.getByText('curl -sSfL https://nixos.org/nix/install | sh');
  await screen.findByText('112');
  screen.getByText('915 MB');
  screen.getByText(/3 programs are compiled for the Pi: linux-6\.18, 2 more/);
  screen.getByText(/It is cross-compiled: the machine that builds can run no aarch64 programs\./);
  expect(bridge.inputsOf('places.dryRun')).toEqual([{ place: 'here', how: 'auto', answers: ANSWERS }]);
});

test('while a place is looked at, that is said once', async () => {
  await fakeBridge({ calls: { 'places.list': () => [HERE], 'places.test': () => new Promise(() => undefined) } });
  renderPage(<WherePage />, { board: 'pi4' });
  await waitFor(() => expect(description('This computer')).toMatch(/Looking/));
  expect(screen.getAllByText('working')).toHaveLength(1);
});

test('another way of building is asked for anew', async () => {
  const bridge = await fakeBridge({
    calls: { 'places.list': () => [HERE], 'places.test': () => READY, 'places.dryRun': () => COST },
  });
  const { user, store } = renderPage(<WherePage />, ANSWERS);
  await screen.findByText('112');
  await user.click(screen.getByRole('radio', { name: /Cross-compiled/ }));
  expect(store.get().how).toBe('cross');
  await waitFor(() => expect(bridge.inputsOf('places.dryRun').map(({ how }) => how)).toEqual(['auto', 'cross']));
});

test('before the answers are right nothing is asked of Nix', async () => {
  const bridge = await fakeBridge({ calls: { 'places.list': () => [HERE], 'places.test': () => READY } });
  renderPage(<WherePage />, { board: 'pi4' });
  await waitFor(() => expect(description('This computer')).toMatch(/Can build/));
  screen.getAllByText(/Known when the steps before this one are answered/);
  expect(bridge.inputsOf('places.dryRun')).toEqual([]);
});

test('what Nix could not work out is said with what to do, and can be cancelled while it runs', async () => {
  let fail: (error: Error) => void = () => undefined;
  const bridge = await fakeBridge({
    calls: {
      'places.list': () => [HERE],
      'places.test': () => READY,
      'places.dryRun': () => new Promise((_, reject) => (fail = reject)),
      'places.cancel': () => {
        fail(new AppError('cancelled'));
        return undefined;
      },
    },
  });
  const { user } = renderPage(<WherePage />, ANSWERS);
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(bridge.inputsOf('places.cancel')).toEqual([{ place: 'here' }]);
  await user.click(await screen.findByRole('button', { name: 'Ask Nix' }));
  await screen.findByText(/Nix is working it out/);
  fail(new AppError('nix-timeout', { command: 'nix build --dry-run', ms: 900_000 }));
  await screen.findByText('Nix did not answer in time.');
  screen.getByRole('button', { name: 'Ask again' });
});

test('a machine is added, its key shown, and only a yes accepts it', async () => {
  let places: WindowPlace[] = [HERE];
  let isTrusted = false;
  const bridge = await fakeBridge({
    calls: {
      'places.list': () => places,
      'places.test': ({ place }) => (place === 'here' || isTrusted ? READY : UNKNOWN_KEY),
      'places.add': () => {
        places = [HERE, FORGE];
        return FORGE;
      },
      'places.trust': () => {
        isTrusted = true;
        return undefined;
      },
      'places.dryRun': () => COST,
    },
  });
  const { user, store } = renderPage(<WherePage />, ANSWERS);
  await user.click(await screen.findByRole('button', { name: 'Add a machine…' }));
  const field = screen.getByRole('textbox', { name: 'Machine' });
  await user.type(field, '-oProxyCommand=x{Enter}');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(bridge.inputsOf('places.add')).toEqual([]);
  await user.clear(field);
  await user.type(field, 'ada@forge{Enter}');

  const dialog = await screen.findByRole('alertdialog', { name: 'Is this the key of ada@forge?' });
  within(dialog).getByText(UNKNOWN_KEY.fingerprint);
  within(dialog).getByText('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
  await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Cancel' })).toBe(document.activeElement));
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(bridge.inputsOf('places.trust')).toEqual([]);
  expect(card('ada@forge').getAttribute('aria-disabled')).toBe('true');
  expect(store.get().place).toBe(FORGE.id);

  await user.click(screen.getByRole('button', { name: 'Check its key…' }));
  await user.click(await screen.findByRole('button', { name: 'They are the same' }));
  expect(bridge.inputsOf('places.trust')).toEqual([{ id: UNKNOWN_KEY.id }]);
  await waitFor(() => expect(card('ada@forge').hasAttribute('aria-disabled')).toBe(false));
});

test('one machine too many is said to be that', async () => {
  await fakeBridge({
    calls: {
      'places.list': () => [HERE],
      'places.test': () => READY,
      'places.add': ({ destination }) => {
        throw new AppError('place-unknown', { place: destination, reason: 'too-many', max: 40 });
      },
      'places.dryRun': () => COST,
    },
  });
  const { user } = renderPage(<WherePage />, ANSWERS);
  await user.click(await screen.findByRole('button', { name: 'Add a machine…' }));
  await user.type(screen.getByRole('textbox', { name: 'Machine' }), 'ada@forge{Enter}');
  await waitFor(() =>
    expect(screen.getByRole('dialog').textContent).toMatch(/was not added: there are 40.machines already.* Remove one/),
  );
});

test('Enter twice adds a machine once, and Cancel meanwhile leaves nothing of it', async () => {
  const added = createDeferred<WindowPlace>();
  const bridge = await fakeBridge({
    calls: {
      'places.list': () => [HERE],
      'places.test': () => READY,
      'places.add': () => added.promise,
      'places.remove': () => undefined,
      'places.dryRun': () => COST,
    },
  });
  const { user, store } = renderPage(<WherePage />, ANSWERS);
  await user.click(await screen.findByRole('button', { name: 'Add a machine…' }));
  await user.type(screen.getByRole('textbox', { name: 'Machine' }), 'ada@forge{Enter}{Enter}');
  await waitFor(() => expect(bridge.inputsOf('places.add')).toHaveLength(1));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  added.resolve(FORGE);
  await waitFor(() => expect(bridge.inputsOf('places.remove')).toEqual([{ place: FORGE.id }]));
  await waitFor(() => expect(screen.queryByRole('radio', { name: 'ada@forge' })).toBeNull());
  expect([store.get().place, bridge.inputsOf('places.add').length]).toEqual(['here', 1]);
});

test('a machine that is taken out of the list is no longer where the image is built', async () => {
  const bridge = await fakeBridge({
    calls: {
      'places.list': () => [HERE, FORGE],
      'places.test': () => READY,
      'places.dryRun': () => COST,
      'places.remove': () => undefined,
    },
  });
  const { user, store } = renderPage(<WherePage />, ANSWERS);
  await user.click(await screen.findByRole('radio', { name: 'ada@forge' }));
  expect(store.get().place).toBe(FORGE.id);
  await user.click(screen.getByRole('button', { name: 'Remove from the list' }));
  expect(store.get().place).toBe('here');
  await waitFor(() => expect(screen.queryByRole('radio', { name: 'ada@forge' })).toBeNull());
  expect(bridge.inputsOf('places.remove')).toEqual([{ place: FORGE.id }]);
});
