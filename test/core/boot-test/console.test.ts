import { expect, test } from 'vitest';
import { createConsoleReader } from '../../../src/core/boot-test/console.ts';

test('lines come whole, and what is not finished again with more of it', () => {
  const read = createConsoleReader();
  expect(read('U-Boot\r\nHit any')).toEqual([
    { text: 'U-Boot', finished: true },
    { text: 'Hit any', finished: false },
  ]);
  expect(read(' key')).toEqual([{ text: 'Hit any key', finished: false }]);
  expect(read('\r\n')).toEqual([{ text: 'Hit any key', finished: true }]);
});

test.each([
  ['colours', '[\x1b[0;32m  OK  \x1b[0m] Started \x1b[0;1;39mgetty\x1b[0m.', '[  OK  ] Started getty.'],
  ['a screen that is cleared', '\x1b[2J\x1b[1;1Hlogin: ', 'login: '],
  ['a question about the terminal', '\x1b[6n\x1b[?2004hpi login: ', 'pi login: '],
  ['the title of a window', '\x1b]0;root@pi\x07# ', '# '],
  ['a mark of where a command begins', '\x1b]3008;start=1\x1b\\# ', '# '],
  ['a character set', '\x1b(B\x1b)0x', 'x'],
  ['a countdown', 'autoboot:  2 \b\b\b 1 ', 'autoboot:  2  1 '],
])('of %s the words are left', (_, raw, text) => {
  expect(createConsoleReader()(`${raw}\n`)).toEqual([{ text, finished: true }]);
});

test('an escape sequence that comes in two pieces is none of the words', () => {
  const read = createConsoleReader();
  read('[\x1b[0;3');
  expect(read('2mok\x1b[0m]\n')).toEqual([{ text: '[ok]', finished: true }]);
});

test('a line without an end does not grow for ever', () => {
  const read = createConsoleReader();
  for (let i = 0; i < 50; i++) read('x'.repeat(1000));
  expect(read('nixos login: ').at(-1)?.text.length).toBeLessThanOrEqual(2000);
  expect(read('').at(-1)?.text).toMatch(/xnixos login: $/);
});
