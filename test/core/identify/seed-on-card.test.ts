import { describe, expect, test } from 'vitest';
import { seedOnCard } from '../../../src/core/identify/seed-on-card.ts';

const [ID, OTHER] = ['0123456789abcdef', 'fedcba9876543210'];
const SEED = `nixberry-seed=1\nid=${ID}\nhostname=barn\nend=1\n`;
const REPLACING = SEED.replace('hostname', 'replace=1\nhostname');
const note = (id: string): string => `id=${id}\n`;

describe('a seed on a card, by the rules of the Pi,', () => {
  test.each([
    ['is not there', null, null, { state: 'none', id: null }],
    ['was taken', null, note(ID), { state: 'used', id: ID }],
    ['was taken, with a note that cannot be read', null, 'id=../../etc\n', { state: 'used', id: null }],
    ['waits', SEED, null, { state: 'waiting', id: ID }],
    ['waits though it replaces nothing', REPLACING, null, { state: 'waiting', id: ID }],
    ['waits to replace another', REPLACING, note(OTHER), { state: 'waiting', id: ID }],
    ['was taken and not removed', SEED, note(ID), { state: 'used', id: ID }],
    ['was taken and not removed, and replaced another', REPLACING, note(ID), { state: 'used', id: ID }],
    ['was taken and not removed, and the note was cut short', SEED, '', { state: 'used', id: null }],
    ['was taken and half removed', `\0\0\0${SEED.slice(3)}`, note(ID), { state: 'used', id: ID }],
  ])('%s', (_name, seed, used, expected) => {
    expect(seedOnCard(seed, used)).toEqual(expected);
  });

  test.each([
    ['another was taken', SEED, note(OTHER), ID, 'no-replace'],
    [
      'another was taken, and a comment is no mark',
      SEED.replace('id=', '#replace=1\nid='),
      note(OTHER),
      ID,
      'no-replace',
    ],
    ['its end is missing', SEED.replace('end=1\n', ''), null, ID, 'cut'],
    ['something follows its end', `${SEED}country=GB\n`, null, ID, 'cut'],
    ['it is not whole, though one of its id was taken', SEED.replace('end=1\n', ''), note(ID), ID, 'cut'],
    ['it is damaged', `${SEED}\0`, null, ID, 'cut'],
    ['it is damaged, and another was taken', `${REPLACING}\0`, note(OTHER), ID, 'cut'],
    ['it is empty', '', null, null, 'cut'],
    ['it is of a newer format', SEED.replace('seed=1', 'seed=2'), null, ID, 'unreadable'],
    ['it begins with something else', `a=1\n${SEED}`, null, ID, 'unreadable'],
    ['it has no id', SEED.replace('id=', 'ID='), null, null, 'unreadable'],
    ['its id is none', SEED.replace(ID, 'x'), null, null, 'unreadable'],
  ])('is not taken where %s', (_name, seed, used, id, reason) => {
    expect(seedOnCard(seed, used)).toEqual({ state: 'not-taken', id, reason });
  });

  test.each([
    ['with a BOM', `\u00ef\u00bb\u00bf${SEED}`],
    ['with other line ends', SEED.replaceAll('\n', '\r\n')],
    ['with comments of any bytes and empty lines', `# caf\u00e9\n\n${SEED}\n# end\n`],
    ['with a line that nobody knows', SEED.replace('hostname', 'tomorrow')],
  ])('waits %s', (_name, seed) => {
    expect(seedOnCard(seed, null)).toEqual({ state: 'waiting', id: ID });
  });
});
