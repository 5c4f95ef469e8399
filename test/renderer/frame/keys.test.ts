import { expect, test } from 'vitest';
import { deedOf, isForText } from '../../../renderer/frame/keys.ts';

const NONE = { key: '', code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };

test.each([
  [{ key: 'ArrowLeft', altKey: true }, 'back'],
  [{ key: 'Enter', ctrlKey: true }, 'next'],
  [{ key: 'Enter', metaKey: true }, 'next'],
  [{ key: '¡', code: 'Digit1', altKey: true }, 'step-1'],
  [{ key: '9', code: 'Numpad9', altKey: true }, 'step-9'],
  [{ key: ',', ctrlKey: true }, 'settings'],
  [{ key: 'D', code: 'KeyD', ctrlKey: true, shiftKey: true }, 'diagnosis'],
  [{ key: 'F1' }, 'help'],
  [{ key: 'Enter' }, null],
  [{ key: 'ArrowLeft' }, null],
  [{ key: '0', code: 'Digit0', altKey: true }, null],
  // AltGr is Ctrl and Alt to a browser: it writes signs.
  [{ key: '¹', code: 'Digit1', altKey: true, ctrlKey: true }, null],
])('%j is %s', (event, deed) => {
  expect(deedOf({ ...NONE, ...event })).toBe(deed);
});

/** An element of a page, as the target of a press. */
function element(html: string): Element | null {
  document.body.innerHTML = html;
  return document.body.firstElementChild;
}

test.each([
  ['<input>', 'darwin', true],
  ['<input type="password">', 'darwin', true],
  ['<textarea></textarea>', 'darwin', true],
  ['<input type="radio">', 'darwin', false],
  ['<button>Next</button>', 'darwin', false],
  ['<input>', 'linux', false],
] as const)('Option in %s on %s: the text keeps it is %s', (html, platform, isKept) => {
  expect(isForText({ altKey: true, target: element(html) }, platform)).toBe(isKept);
});

test('without Option a key is nobody’s text', () => {
  expect(isForText({ altKey: false, target: element('<input>') }, 'darwin')).toBe(false);
});
