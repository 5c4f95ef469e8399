import { describe, expect, it } from 'vitest';
import { addLine, knownHostNames, knownHostsLine, removeLines } from '../../../src/core/seed/known-hosts.ts';

const ID = '0123456789abcdef';
const OTHER_ID = 'fedcba9876543210';
const PUBLIC = 'ssh-ed25519 AAAA root@barn';
const LINE = `barn.local,barn ssh-ed25519 AAAA nixberry-${ID}`;
const THEIRS = [
  '# nixberry-0123456789abcdef',
  'barn.local ssh-ed25519 BBBB',
  'barn.local ssh-ed25519 BBBB me@work',
  `@revoked barn.local ssh-ed25519 CCCC nixberry-${ID}`,
  `|1|salt=|hash= ssh-ed25519 DDDD nixberry-${ID}`,
  `barn.local ssh-ed25519 BBBB nixberry-${ID} and more`,
  'barn.local ssh-ed25519 BBBB nixberry-notes',
  '',
].join('\n');

describe('a line of known hosts', () => {
  it('has names, key and the seed that it is for', () => {
    expect(knownHostsLine(knownHostNames('barn'), PUBLIC, ID)).toBe(LINE);
  });

  it.each([[[]], [['*']], [['barn', '!x']], [['a,b']], [['a b']], [['']], [['@revoked']], [['barn\n']]])(
    'is not made for %j',
    (names) => {
      expect(() => knownHostsLine(names, PUBLIC, ID)).toThrow();
    },
  );
});

describe('a line that is added', () => {
  it.each([
    ['', `${LINE}\n`],
    ['x y z\n', `x y z\n${LINE}\n`],
    ['x y z', `x y z\n${LINE}\n`],
    ['x y z\r\n', `x y z\r\n${LINE}\n`],
    [THEIRS, `${THEIRS}${LINE}\n`],
  ])('to %j stands behind it', (before, after) => {
    expect(addLine(before, LINE)).toBe(after);
  });

  it.each([`${LINE}\n`, `${LINE}\r\nx y z`, LINE])('is there once: %j', (text) => {
    expect(addLine(text, LINE)).toBe(text);
  });

  it('takes the place of a card that had its name', () => {
    const old = `BARN ssh-ed25519 BBBB nixberry-${OTHER_ID}\n`;
    const other = `shed.local,shed ssh-ed25519 BBBB nixberry-${OTHER_ID}\n`;
    expect(addLine(`${old}${other}x y z`, LINE)).toBe(`${other}x y z\n${LINE}\n`);
  });
});

describe('lines that are removed', () => {
  it('are ours for the name, each', () => {
    const text = `x y z\n${LINE}\r\n${THEIRS}Barn,old ssh-ed25519 EEEE nixberry-${OTHER_ID}`;
    expect(removeLines(text, 'barn')).toEqual({ text: `x y z\n${THEIRS}`, removed: 2 });
    expect(removeLines(text, 'BARN.local')).toEqual({ text: text.replace(`${LINE}\r\n`, ''), removed: 1 });
  });

  it.each(['bar', 'arn', 'barn.loca', '', '*', 'shed'])('are none for %j', (name) => {
    expect(removeLines(`${LINE}\n${THEIRS}`, name)).toEqual({ text: `${LINE}\n${THEIRS}`, removed: 0 });
  });

  it('leave what was there before they were added', () => {
    for (const before of ['', 'x y z\n', THEIRS])
      expect(removeLines(addLine(before, LINE), 'barn')).toEqual({ text: before, removed: 1 });
  });
});
