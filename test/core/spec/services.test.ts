import { expect, test } from 'vitest';
import { completeSettings } from '../../../src/core/spec/complete.ts';
import { problemsOf, someAnswers } from './some-answers.ts';

const upgradeFrom = (flake: string) => completeSettings(someAnswers({ services: { autoUpgrade: { flake } } }));

test.each([
  'github:me/pis',
  'git+ssh://git@example.org/pis',
  'git+ssh://ada@example.org:22/pis?ref=main&dir=a',
  'git+https://example.org/pis?ref=main&publicKey=x',
  'https://example.org/@me/pis.tar.gz',
  '/etc/nixos',
])('upgrades may come from %s', (flake) => expect(upgradeFrom(flake).type).toBe('complete'));

test.each([
  'https://ada:hunter2@example.org/pis',
  'git+ssh://ada:hunter2@example.org/pis',
  'git+https://hunter2@example.org/pis',
  'http://hunter2@example.org/pis',
  'github:me/pis?access_token=hunter2',
  'git+https://example.org/pis?ref=main&private-token=hunter2',
  'git+https://example.org/pis?PASSWORD=hunter2',
  // Wrong in another way, too.
  'git+https://hunter2@',
  'git+https://hunter2@example.org/pis#greenhouse',
  'github:me/pis?access_token=hunter2#greenhouse',
  ' HTTPS://hunter2@example.org/pis',
  `https://hunter2@example.org/${'x'.repeat(300)}`,
])('a secret has no place in %s', (flake) => {
  const completed = upgradeFrom(flake);
  expect(problemsOf(completed)).toEqual(['services.autoUpgrade.flake: flake-secret']);
  expect(JSON.stringify(completed)).not.toContain('hunter2');
});
