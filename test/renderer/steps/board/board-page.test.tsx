import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { BoardPage } from '../../../../renderer/steps/board/page.tsx';
import { boardStep } from '../../../../renderer/steps/board/step.tsx';
import { completedOf } from '../../../../renderer/state/completed.ts';
import type { Situation } from '../../../../renderer/state/situation.ts';
import { ENGLISH } from '../../../../renderer/words/use-words.ts';
import { BOARDS } from '../../../../src/core/boards/index.ts';
import { renderPage } from '../../support/render-page.tsx';
import { FIRST_DRAFT } from '../../../../renderer/state/draft-store.ts';

function card(name: string): HTMLElement {
  return screen.getByRole('radio', { name });
}

/** What a screen reader says of a card after its name. */
function description(element: HTMLElement): string {
  return document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
}

test('every board is there, and none is chosen', () => {
  renderPage(<BoardPage />);
  const cards = within(screen.getByRole('radiogroup', { name: 'Boards' })).getAllByRole('radio');
  expect(cards.map((one) => one.getAttribute('aria-checked'))).toEqual(BOARDS.map(() => 'false'));
});

test('a card is read out in full, and leaves out what all of them begin with', () => {
  renderPage(<BoardPage />);
  const title = document.getElementById(card('Raspberry Pi Compute Module 5').getAttribute('aria-labelledby') ?? '');
  const seen = [...(title?.childNodes ?? [])].filter(
    (node) => !(node instanceof HTMLElement && node.matches('.sr-only')),
  );
  expect(seen.map(({ textContent }) => textContent).join('')).toBe('Pi Compute Module 5');
});

test('choosing a board answers it, and keeps what was answered later', async () => {
  const { user, store } = renderPage(<BoardPage />, { hostName: 'greenhouse', kernel: 'vendor', board: 'pi5' });
  await user.click(card('Raspberry Pi 4 Model B'));
  expect(store.get().answers).toEqual({ hostName: 'greenhouse', kernel: 'vendor', board: 'pi4' });
  expect(card('Raspberry Pi 4 Model B').getAttribute('aria-checked')).toBe('true');
  expect(card('Raspberry Pi 5').getAttribute('aria-checked')).toBe('false');
});

test.each([
  [
    'Raspberry Pi 4 Model B',
    ['1\u00a0GB to 8\u00a0GB, 64-bit', '2.4 and 5\u00a0GHz, Bluetooth', 'Supported', 'ready-built'],
  ],
  ['Raspberry Pi 5', ['Supported, slower build', 'Its kernel is compiled']],
  [
    'Raspberry Pi 2 Model B v1.1',
    ['1\u00a0GB, 32-bit ARMv7', 'Ethernet, no Wi-Fi', 'Experimental', 'hours of compiling'],
  ],
  ['Raspberry Pi Zero', ['512\u00a0MB, 32-bit ARMv6', 'No network of its own', 'Not supported', 'Use Raspberry Pi OS']],
  ['Raspberry Pi Compute Module 4', ['Wi-Fi on some models']],
])('%s says what it is, and how well it is supported', (name, parts) => {
  renderPage(<BoardPage />);
  for (const part of parts) expect(description(card(name))).toContain(part);
});

test('a Pi 5 is fully supported with a release that has its kernel ready-built', () => {
  renderPage(<BoardPage />, { release: 'unstable' });
  expect(description(card('Raspberry Pi 5'))).toContain('All packages come ready-built');
});

test('a board without NixOS cannot be chosen by mouse or key, and says why when the keys come to it', async () => {
  const { user, store } = renderPage(<BoardPage />, { board: 'pi2' });
  const refused = card('Raspberry Pi Zero');
  expect(refused.getAttribute('aria-disabled')).toBe('true');
  await user.click(refused);
  refused.focus();
  await user.keyboard(' ');
  expect(store.get().answers.board).toBe('pi2');
  expect(document.activeElement).toBe(refused);
});

test('arrows move, space chooses', async () => {
  const { user, store } = renderPage(<BoardPage />, { board: 'zero2w' });
  card('Raspberry Pi Zero 2 W').focus();
  await user.keyboard('{ArrowRight}');
  expect(store.get().answers.board).toBe('zero2w');
  await user.keyboard(' ');
  expect(store.get().answers.board).toBe('pi3');
});

test('text and family make the list shorter, and nothing else', async () => {
  const { user, store } = renderPage(<BoardPage />, { board: 'pi5' });
  const titles = (): string[] => screen.queryAllByRole('radio').map((one) => one.textContent);
  await user.type(screen.getByLabelText('Find a board'), 'compute 4');
  expect(titles()).toHaveLength(1);
  expect(titles()[0]).toContain('Compute Module 4');
  await user.clear(screen.getByLabelText('Find a board'));
  await user.type(screen.getByLabelText('Find a board'), 'banana');
  expect(titles()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Show all boards' }));
  expect(titles()).toHaveLength(BOARDS.length);
  expect(store.get().answers).toEqual({ board: 'pi5' });
});

test('what is known not to work on the chosen board is said, in the words of the window', () => {
  renderPage(<BoardPage />, { board: 'pi4' });
  expect(screen.getByText(/Good to know about the Raspberry Pi 4 Model B/)).toBeTruthy();
  expect(screen.getByText(/switch on in Extras that U-Boot ignores keys/)).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/ubootIgnoresKeys|brcmfmacWorkaround/);
});

test('without a board the step lacks it, and after Next the page says so', () => {
  const situation = (answers: Situation['draft']['answers']): Situation => ({
    draft: { ...FIRST_DRAFT, answers },
    completed: completedOf(answers),
    isDemo: false,
    topics: {} as Situation['topics'],
  });
  expect(boardStep.lacks?.(situation({}))).toMatchObject([{ kind: 'mend', path: 'board' }]);
  expect(boardStep.lacks?.(situation({ board: 'pi4' }))).toEqual([]);
  expect(boardStep.answer(situation({ board: 'pi4' }), ENGLISH)).toBe('Pi 4 Model B');
  expect(boardStep.answer(situation({}), ENGLISH)).toBeNull();
});
