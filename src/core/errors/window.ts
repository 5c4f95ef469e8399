import { FILE } from './facts.ts';
import { errno, oneOf, own, text, type Causes } from './page.ts';

const WHY_UNSAVED = errno('the errno, or the words of the system', 'ENOSPC', 'EACCES', 'EROFS');

/** What can only happen in the window. */
export const WINDOW_CAUSES = {
  'offer-gone': {
    kind: 'usage',
    when: 'The page names something that main no longer offers: a drive pulled out, an image taken back.',
    facts: {
      kind: own(
        text(
          'what was offered',
          ...(['image', 'image-file', 'drive', 'card', 'look', 'project', 'receipt', 'host-key', 'build'] as const),
        ),
      ),
    },
  },
  'confirm-refused': {
    kind: 'usage',
    when: 'An answer to the question before writing that does not count.',
    facts: {
      reason: oneOf('too soon after the question; not the name; no such question (any more)', 'early', 'name', 'gone'),
    },
  },
  'flash-running': {
    kind: 'usage',
    when: 'Something that cannot be while a card is written: a second write, another image.',
    facts: {},
  },
  'receipt-failed': {
    kind: 'usage',
    when: 'The receipt of a written card could not be saved to the file that was chosen.',
    facts: { file: FILE, detail: WHY_UNSAVED },
  },
  'log-unsaved': {
    kind: 'usage',
    when: 'The log of a build could not be saved to the file that was chosen.',
    facts: {
      path: FILE,
      reason: errno('the errno, or the words of the system', 'EACCES', 'ENOENT', 'EPERM', 'EROFS', 'ENOSPC', 'EMFILE'),
    },
  },
  'draft-unsaved': {
    kind: 'usage',
    when: 'The answers could not be kept in the file of drafts.',
    facts: { file: FILE, detail: WHY_UNSAVED },
  },
  'preferences-unsaved': {
    kind: 'usage',
    when: 'The preferences of the window could not be kept.',
    facts: { file: FILE, detail: WHY_UNSAVED },
  },
  'wifi-passphrase-unreadable': {
    kind: 'usage',
    when: 'NetworkManager or the system did not hand over the passphrase of the network in use.',
    facts: { ssid: text('the name of the network', 'Lighthouse') },
  },
  'github-keys': {
    kind: 'remote',
    when: 'The keys of somebody at GitHub were asked for.',
    facts: {
      user: text('the name at GitHub', 'ada'),
      reason: oneOf('why there are none', 'offline', 'no-answer', 'not-found', 'none', 'answer'),
    },
  },
} satisfies Causes;
