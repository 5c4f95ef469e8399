import { act, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { Page } from '../../../renderer/frame/page.tsx';
import { useSituation } from '../../../renderer/state/situation.ts';
import { STEPS } from '../../../renderer/steps/list.ts';
import { ENGLISH } from '../../../renderer/words/use-words.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { flashTopic } from '../steps/drive/card-topics.ts';
import { fakeBridge } from '../support/fake-bridge.ts';
import { renderPage } from '../support/render-page.tsx';
import { HALF, openApp, type OpenedApp } from './open-app.tsx';

/** On the second step, by way of the start page. */
async function goOn(): Promise<OpenedApp> {
  const app = await openApp({ draft: HALF });
  await app.user.click(screen.getByRole('button', { name: /Go on/ }));
  return app;
}

function steps(): HTMLElement {
  return screen.getAllByRole('navigation', { name: 'Steps' })[0]!;
}

function entry(name: RegExp): HTMLElement {
  return within(steps()).getByRole('button', { name });
}

function title(): string | null {
  return screen.getByRole('heading', { level: 1 }).textContent;
}

test.each([
  ['another step', true],
  ['the start page', false],
])('the question before a card is lost is seen on %s, too', async (_, isOnWay) => {
  const app = await openApp({ draft: HALF, calls: { 'flash.answer': () => undefined } });
  if (isOnWay) await app.user.click(screen.getByRole('button', { name: /Go on/ }));
  act(() => app.bridge.publish('flash', flashTopic({ state: 'asking', begun: false })));
  await app.user.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Cancel' }));
  expect(app.bridge.inputsOf('flash.answer')).toEqual([{ id: 'job', yes: false, typed: [] }]);
});

describe('the side bar', () => {
  let app: OpenedApp;
  beforeEach(async () => {
    app = await goOn();
  });

  test('has every step in its group, in order', () => {
    const groups = within(steps()).getAllByRole('region');
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual(['Describe', 'Build', 'Card']);
    expect(groups.map((group) => within(group).getAllByRole('listitem').length)).toEqual([5, 3, 3]);
  });

  test('says in words what its marks show', () => {
    expect(entry(/^Board/).textContent).toContain('done');
    expect(entry(/^Name and user/).getAttribute('aria-current')).toBe('step');
    expect(entry(/^Network/).textContent).toContain('to come');
  });

  test('leads back to what was answered, and loses nothing', async () => {
    await app.user.click(entry(/^Board/));
    expect(title()).toBe('Board');
    expect(app.store.get()).toMatchObject({
      step: 'board',
      answers: { board: 'pi4' },
      visited: ['board', 'name-and-user'],
    });
  });

  test('says why a step cannot be opened, and does not open it', async () => {
    const region = entry(/^Region/);
    expect(region.getAttribute('aria-disabled')).toBe('true');
    const note = document.getElementById(region.getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).toBe('Finish this first: Name and user.');
    await app.user.click(region);
    expect(title()).toBe('Name and user');
  });
});

describe('the foot of the side bar', () => {
  const foot = (): string => steps().lastElementChild?.textContent ?? '';

  test('says while a job keeps the computer awake, and not that it runs alone', async () => {
    const { bridge } = await goOn();
    act(() => bridge.publish('flash', flashTopic({ state: 'running', begun: true })));
    expect(foot()).not.toContain('Awake');
    act(() => bridge.publish('awake', true));
    expect(foot()).toContain('Awake while writing');
    act(() => bridge.publish('flash', flashTopic({ state: 'asking', begun: false })));
    expect(foot()).not.toContain('Awake');
  });

  test('says before all else that the draft could not be saved', async () => {
    let isFull = false;
    const refuse = (): undefined => {
      if (isFull) throw new AppError('unexpected', { detail: 'disk full' });
    };
    const { bridge, user } = await openApp({ draft: HALF, calls: { 'draft.save': refuse } });
    await user.click(screen.getByRole('button', { name: /Go on/ }));
    act(() => {
      bridge.publish('awake', true);
      bridge.publish('flash', flashTopic({ state: 'running', begun: true }));
    });
    expect(foot()).toContain('Awake while writing');
    isFull = true;
    await user.click(entry(/^Board/));
    await waitFor(() => expect(foot()).toContain('Draft not saved'));
  });
});

describe('the step menu of very large text', () => {
  async function openMenu(app: OpenedApp): Promise<(name: RegExp) => HTMLElement> {
    await app.user.click(screen.getByRole('button', { name: /^Step 2 of 11/ }));
    const menu = await screen.findByRole('menu');
    return (name) => within(menu).getByRole('menuitem', { name });
  }

  test('says of each step what the side bar says', async () => {
    const row = await openMenu(await goOn());
    expect(row(/^Board/).textContent).toContain('done');
    expect(row(/^Board/).textContent).toContain('Pi 4');
    expect(row(/^Name and user/).textContent).toContain('this step');
  });

  test('a closed step can be reached, says why, and keeps the menu open', async () => {
    const { user, ...app } = await goOn();
    const row = await openMenu({ user, ...app });
    const region = row(/^Region/);
    expect(region.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(region.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Finish this first: Name and user.',
    );
    await user.keyboard('{End}');
    expect(document.activeElement).toBe(row(/^Done/));
    await user.click(region);
    expect(row(/^Region/)).toBeTruthy();
    expect(app.store.get().step).toBe('name-and-user');
  });

  test('counts what is to mend', async () => {
    const app = await goOn();
    act(() => app.store.answer('board', 'pi9'));
    const row = await openMenu(app);
    expect(row(/^Board/).textContent).toContain('1 to mend');
  });

  test('leads to the start page', async () => {
    const app = await goOn();
    const row = await openMenu(app);
    await app.user.click(row(/start page/));
    expect(title()).toBe('Make a card for a Raspberry Pi');
  });
});

describe('next', () => {
  test('that cannot be says what is lacking, and puts the focus on the first of it', async () => {
    const { user } = await goOn();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    const footer = screen.getByRole('contentinfo');
    await waitFor(() => expect(footer.textContent).toMatch(/Still to answer: host name\./));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Host name' })));
    expect(title()).toBe('Name and user');
  });

  test('goes on, saves at once, and the new title has the focus', async () => {
    const { user, store, bridge } = await openApp({ draft: { ...HALF, step: 'board' } });
    await user.click(screen.getByRole('button', { name: /Go on/ }));
    expect(screen.getByRole('contentinfo').textContent).toContain('Next: Name and user');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(store.get().step).toBe('name-and-user');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Name and user' }));
    await waitFor(() => expect(bridge.inputsOf('draft.save').at(-1)).toMatchObject({ step: 'name-and-user' }));
  });
});

describe('what is wrong', () => {
  const invalid = () => document.querySelectorAll('main [aria-invalid=true]').length;

  test('is not said of a step that is new', async () => {
    const { user } = await openApp({ draft: { ...HALF, step: 'board', visited: ['board'] } });
    await user.click(screen.getByRole('button', { name: /Go on/ }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(title()).toBe('Name and user');
    expect(invalid()).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await waitFor(() => expect(invalid()).toBeGreaterThan(0));
  });

  test('is said at once of a step that was left with it', async () => {
    const { user } = await goOn();
    await user.click(entry(/^Board/));
    await user.click(entry(/^Name and user/));
    expect(invalid()).toBeGreaterThan(0);
  });
});

describe('keys', () => {
  test('Alt and the left arrow go back, at last to the start page', async () => {
    const { user } = await goOn();
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(title()).toBe('Board');
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(title()).toBe('Make a card for a Raspberry Pi');
  });

  test('Ctrl and Enter are Next', async () => {
    const { user } = await openApp({ draft: { ...HALF, step: 'board' } });
    await user.click(screen.getByRole('button', { name: /Go on/ }));
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(title()).toBe('Name and user');
  });

  test('Alt and a number go to a step', async () => {
    const { user } = await goOn();
    await user.keyboard('{Alt>}1{/Alt}');
    expect(title()).toBe('Board');
  });

  test('on a Mac Option stays with the text that is being typed, and the help says so', async () => {
    const { user } = await openApp({ draft: HALF, facts: { platform: 'darwin' } });
    await user.click(screen.getByRole('button', { name: /Go on/ }));
    await user.click(screen.getByRole('textbox', { name: 'Host name' }));
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    await user.keyboard('{Alt>}1{/Alt}');
    expect(title()).toBe('Name and user');
    screen.getByRole('heading', { level: 1 }).focus();
    await user.keyboard('{Alt>}1{/Alt}');
    expect(title()).toBe('Board');
    await user.keyboard('{F1}');
    expect(screen.getByRole('dialog', { name: 'Help and keys' }).textContent).toContain('outside of text fields');
  });

  test('F1 opens the help; behind it no key goes anywhere', async () => {
    const { user } = await goOn();
    await user.keyboard('{F1}');
    expect(screen.getByRole('dialog', { name: 'Help and keys' })).toBeTruthy();
    await user.keyboard('{Alt>}1{/Alt}');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(title()).toBe('Name and user'));
  });
});

test.each(STEPS.map((step) => [step.id, step] as const))('%s says why it asks', async (id, step) => {
  await fakeBridge();
  // What stands beside the reason belongs to the test; what the page is about does not.
  const Bare = { ...step, Page: () => null };
  const Shown = (): ReactNode => <Page step={Bare} situation={useSituation()} />;
  const { user } = renderPage(<Shown />);
  await user.click(screen.getByRole('button', { name: 'Why am I asked this?' }));
  const reason = ENGLISH.t(`window.step.${id}.why`);
  expect(screen.getByRole('dialog', { name: 'Why am I asked this?' }).textContent).toBe(reason);
});

test('a draft that cannot be saved is said to be so, and kept', async () => {
  const { user, store } = await openApp({
    draft: HALF,
    calls: {
      'draft.save': () => {
        throw new Error('no space');
      },
    },
  });
  await user.click(screen.getByRole('button', { name: /Go on/ }));
  await user.keyboard('{Alt>}1{/Alt}');
  // In the side bar, and where very large text leaves no room for one.
  expect(await screen.findAllByText('Draft not saved')).toHaveLength(2);
  expect(store.get().answers).toEqual({ board: 'pi4' });
});
