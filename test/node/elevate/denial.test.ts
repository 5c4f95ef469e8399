import { expect, test } from 'vitest';
import { denialReason } from '../../../src/node/elevate/denial.ts';

test.each([
  ['sudo: a terminal is required to read the password; either use the -S option', 'no-terminal'],
  ['sudo: no tty present and no askpass program specified', 'no-terminal'],
  ['Error executing command as another user: No authentication agent found.', 'no-terminal'],
  ['Failed to start transient service unit: Interactive authentication required.', 'no-terminal'],
  ['ada is not in the sudoers file.', 'not-allowed'],
  ["sudo: I'm sorry ada. I'm afraid I can't do that", 'not-allowed'],
  ['Sorry, user ada is not allowed to execute /usr/bin/node as root on pi.', 'not-allowed'],
  ['sudo: 3 incorrect password attempts', 'denied'],
  ['', 'denied'],
])('%s', (words, reason) => {
  expect(denialReason(words)).toBe(reason);
});
