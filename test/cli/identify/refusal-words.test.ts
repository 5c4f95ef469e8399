import { expect, test } from 'vitest';
import { errorWords } from '../../../src/cli/error-words.ts';
import { REFUSALS } from '../../../src/core/drives/judge.ts';

const FACTS = { command: 'identify', device: '/dev/sda', kind: 'loop', bus: 'sata' };

test.each([
  ['virtual', '/dev/sda was not looked at: it is no real drive (loop). --allow-virtual lets you look at it.'],
  ['fixed', '/dev/sda was not looked at: it is built into this computer (sata). Only removable drives are looked at.'],
  ['no-medium', '/dev/sda was not looked at: there is no card in it.'],
])('a drive that is not looked at, since it is %s, is told of as such', (reason, message) => {
  expect(errorWords('refused', { ...FACTS, reason }).message).toBe(message);
});

test.each([...REFUSALS.filter((reason) => reason !== 'read-only'), 'not-a-plain-file'])(
  'nobody is told of writing who does not want to write: %s',
  (reason) => {
    const words = errorWords('refused', { ...FACTS, reason });
    expect(Object.values(words).join(' ')).not.toMatch(/writ|Choose/);
  },
);

test.each(['no-terminal', 'not-allowed', 'denied'])('nor one who may not: %s', (reason) => {
  for (const code of ['not-authorised', 'no-elevation'] as const)
    expect(errorWords(code, { ...FACTS, way: 'sudo', detail: '', reason }).message).not.toMatch(/writ/i);
});
