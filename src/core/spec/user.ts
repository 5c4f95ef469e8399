import * as z from 'zod';
import { says, shaped } from './text.ts';
import { sshKey } from './ssh-key.ts';
import { isTakenName } from './taken-names.ts';

const PASSWORDS = ['none', 'seed'] as const;
const SUDOS = ['without-password', 'with-password'] as const;

/**
 * The name in full ends up in /etc/passwd, whose fields end with a colon. The characters that turn the direction of
 * text (U+202A to U+202E, U+2066 to U+2069) have no place in a name and can make it look like another.
 */
const FULL_NAME = /^[^:\u202a-\u202e\u2066-\u2069]*$/u;
const MAX_FULL_NAME = 128;

export const user = z.strictObject({
  name: shaped(/^[a-z_][a-z0-9_-]{0,30}$/, 'user-name').refine((name) => !isTakenName(name), says('user-name-taken')),
  fullName: shaped(FULL_NAME, 'full-name', MAX_FULL_NAME).default(''),
  sshKeys: z.array(sshKey).default([]),
  password: z.enum(PASSWORDS).default('none'),
  sudo: z.enum(SUDOS).default('without-password'),
});
