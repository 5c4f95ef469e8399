import { DEVICE, REQUEST } from './facts.ts';
import { errno, maybe, oneOf, text, type Causes } from './page.ts';

/** Rights that were missing. */
export const RIGHTS_CAUSES = {
  'not-authorised': {
    kind: 'notAuthorised',
    when: 'pkexec, sudo or run0 did not start the writer as root; on Windows Nixberry itself lacks the rights.',
    facts: {
      way: oneOf('who was asked; inherited: nobody can be', 'sudo', 'pkexec', 'run0', 'inherited', 'root'),
      reason: oneOf('why', 'denied', 'no-terminal', 'not-allowed', 'not-elevated'),
      detail: text('its words', 'Sorry, try again.', ''),
    },
  },
  'no-elevation': {
    kind: 'notAuthorised',
    when: 'We are not root, and neither pkexec nor sudo nor run0 is there.',
    facts: {},
  },
  'permission-denied': {
    kind: 'notAuthorised',
    when: 'EACCES or EPERM; also a file that root must not touch for somebody else.',
    facts: {
      device: DEVICE,
      operation: REQUEST.operation,
      errno: maybe(errno('the errno, or our own rule', 'EACCES', 'EPERM', 'file of another user')),
      offset: REQUEST.offset,
    },
  },
} satisfies Causes;
