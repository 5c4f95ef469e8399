import { FILE, IMAGE } from './facts.ts';
import { errno, flag, like, maybe, number, oneOf, only, text, type Causes } from './page.ts';

const SEED_FILE = like(FILE, '/home/ada/porch.seed');
const WHY_NO_SEED = oneOf('why', 'no-firmware', 'no-module', 'newer', 'broken');

/** The seed: what makes a card one Pi's own. None of these facts holds a secret. */
export const SEED_CAUSES = {
  'seed-unreadable': {
    kind: 'usage',
    when: 'A file that was given as a seed is none, or not whole.',
    facts: {
      file: SEED_FILE,
      line: number('the line at fault (from 1); 0 for none', 3),
      reason: oneOf('what is wrong', 'missing', 'unreadable', 'not-a-seed', 'cut', 'line', 'value'),
    },
  },
  'seed-newer': {
    kind: 'usage',
    when: 'A seed has a format that this Nixberry does not know yet.',
    facts: { file: SEED_FILE, format: number('its format', 2) },
  },
  'seed-exists': {
    kind: 'usage',
    when: 'A seed is to be written where a file is: it may hold the only copy of a host key.',
    facts: { file: SEED_FILE },
  },
  'seed-twice': {
    kind: 'usage',
    when: 'One seed for several cards: they would be the same Pi.',
    facts: { image: maybe(IMAGE), reason: maybe(oneOf('the seed is in the image', 'carried')) },
  },
  'seed-too-large': {
    kind: 'usage',
    when: 'A seed is larger than the first boot takes, or than can be laid over an image.',
    facts: { bytes: number('its size', 80_000), max: number('the most (bytes)', 65_536) },
  },
  'seed-incomplete': {
    kind: 'usage',
    when: 'The image asks for secrets, and there is no terminal to ask at.',
    facts: {
      host: maybe(text('the Pi', 'porch')),
      password: flag('whether its password is missing'),
      wifi: text('the networks whose passphrase is missing', 'Lighthouse', ''),
      tailscale: flag('whether the Tailscale key is missing'),
    },
  },
  'seed-not-taken': {
    kind: 'refused',
    when: 'An image that is to be written with a seed does not look for one at its first boot.',
    facts: { image: IMAGE, reason: WHY_NO_SEED },
  },
  'seed-no-room': {
    kind: 'refused',
    when: 'The FAT partition of the image has no room for the seed.',
    facts: {
      reason: oneOf('of what', 'clusters', 'root-directory'),
      neededBytes: only(['clusters'], number('what it needs', 1_200_000)),
      freeBytes: only(['clusters'], number('what is free', 300_000)),
    },
  },
} satisfies Causes;

/** Secrets on their way into a seed: what is wrong with one, never what it is. */
export const SECRET_CAUSES = {
  'secrets-unreadable': {
    kind: 'usage',
    when: 'What --secrets-fd names is no JSON object of secrets.',
    facts: {
      reason: oneOf('what is wrong', 'no-fd', 'terminal', 'not-json', 'field'),
      field: maybe(text('the part at fault', 'wifi')),
    },
  },
  'secret-refused': {
    kind: 'usage',
    when: 'A passphrase, a password or a key breaks a rule.',
    facts: {
      what: oneOf('which (its words are secret.*)', 'wifi', 'password', 'tailscale', 'age', 'own-file', 'host-key'),
      ssid: maybe(text('the network, for Wi-Fi', 'Lighthouse')),
      reason: oneOf('the rule', 'short', 'long', 'character', 'empty', 'shape', 'hex-wpa3'),
    },
  },
  'secrets-unsaved': {
    kind: 'usage',
    when: 'Secrets that are to be remembered on this computer could not be.',
    facts: { detail: errno('the errno; encryption: the keyring did not answer', 'ENOSPC', 'encryption') },
  },
  'keyring-missing': {
    kind: 'usage',
    when: '--keyring without the program secret-tool.',
    facts: {},
  },
  'keyring-failed': {
    kind: 'usage',
    when: 'secret-tool ended with an error.',
    facts: { detail: text('its words', 'Cannot autolaunch D-Bus without X11') },
  },
  'known-hosts-failed': {
    kind: 'usage',
    when: 'The host key of a new Pi could not be added to known_hosts.',
    facts: {
      file: like(FILE, '/home/ada/.ssh/known_hosts'),
      detail: errno(
        'the errno; irregular: it is no ordinary file',
        ...(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EISDIR', 'ENOTDIR', 'ENOENT', 'ELOOP', 'EIO'] as const),
        ...(['EBUSY', 'irregular', 'EMFILE'] as const),
      ),
    },
  },
} satisfies Causes;
