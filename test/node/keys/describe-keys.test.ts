import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeKeys } from '../../../src/node/keys/describe-keys.ts';
import { KEYS } from '../../core/spec/some-answers.ts';

/** Made for this test; `ssh-keygen -lf` says the same of them. */
const LAPTOP = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFm3n8qN5Al7y0RzoVqXR1j0M/UgrawFXTj1OWpNwcwW ada@laptop';
const FINGERPRINTS = {
  [LAPTOP]: 'SHA256:jW0NM6t/pB70PNi+941EDPBaOfLGDieJnqMyIOVQhrM',
};
const PRIVATE = `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
-----END OPENSSH PRIVATE KEY-----`;

test('a key is told by kind, comment and fingerprint', () => {
  expect(describeKeys(LAPTOP)).toEqual({
    keys: [{ text: LAPTOP, kind: 'ed25519', bits: null, comment: 'ada@laptop', fingerprint: FINGERPRINTS[LAPTOP] }],
    problems: [],
  });
});

test.each([
  ['rsa2048', 'rsa', 2048],
  ['nistp256', 'ecdsa', 256],
  ['nistp384', 'ecdsa', 384],
  ['nistp521', 'ecdsa', 521],
  ['skEd25519', 'skEd25519', null],
  ['skNistp256', 'skEcdsa', null],
] as const)('%s is %s with %s bits', (name, kind, bits) => {
  expect(describeKeys(KEYS[name]).keys).toMatchObject([{ kind, bits }]);
});

test('a paste has several lines, blanks around them, comments, and the line ends of Windows', () => {
  const { keys, problems } = describeKeys(
    `\ufeff# mine\r\n\r\n  ${LAPTOP}\t \r\n${KEYS.nistp256.replace(' ', '  ')}\r\n`,
  );
  expect(keys.map(({ text }) => text)).toEqual([LAPTOP, KEYS.nistp256]);
  expect(problems).toEqual([]);
});

test('lines that are no keys are told of by number, the good ones stay', () => {
  const { keys, problems } = describeKeys(['hello', LAPTOP, KEYS.rsa1024, LAPTOP.slice(0, 60)].join('\n'));
  expect(keys).toHaveLength(1);
  expect(problems).toEqual([
    { line: 1, code: 'ssh-key-type' },
    { line: 3, code: 'ssh-key-short' },
    { line: 4, code: 'ssh-key-broken' },
  ]);
});

test.each([
  PRIVATE,
  `${LAPTOP}\n${PRIVATE}`,
  'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none',
  'AGE-SECRET-KEY-1QQQ',
])('a private key is refused as a whole, and nothing of it comes back', (text) => {
  const { keys, problems } = describeKeys(text);
  expect(keys).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(['ssh-key-private']);
});

test('whatever is pasted, only keys come back', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constant(LAPTOP), fc.constant(KEYS.rsa2048))), (lines) => {
      const { keys } = describeKeys(lines.join('\n'));
      for (const { text } of keys) expect([LAPTOP, KEYS.rsa2048]).toContain(text);
    }),
  );
});
