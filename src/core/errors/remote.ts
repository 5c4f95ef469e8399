import { DETAIL, PLACE, SSH } from './facts.ts';
import { errno, like, maybe, number, oneOf, only, own, text, type Causes } from './page.ts';

const SAID = maybe(like(DETAIL, 'Connection closed by 192.0.2.7 port 22'));
const REACHED = { place: PLACE, ssh: SSH, detail: SAID };
const FINGERPRINT = text('of the key that answered', 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU');
const HOST = text('the name that ssh knows it by', 'workshop');
const KEY = {
  fingerprint: maybe(FINGERPRINT),
};

/** Another machine, and the way there. */
export const REMOTE_CAUSES = {
  'remote-host-key-unknown': {
    kind: 'remote',
    when: 'ssh does not know the host key of a machine, nor was it given.',
    facts: {
      ...REACHED,
      ...KEY,
      host: maybe(HOST),
      reason: maybe(oneOf('finer', 'on-the-way', 'not-kept', 'unwritable', 'not-given')),
      algorithm: maybe(text('of the key', 'ED25519')),
      line: only(['unwritable'], text('the line for known_hosts', 'workshop ssh-ed25519 AAAAC3Nz…')),
      file: only(['unwritable'], text('the file that cannot be written', '/home/ada/.ssh/known_hosts')),
      cause: only(['unwritable'], errno('why, by errno', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EIO')),
    },
  },
  'remote-host-key-changed': {
    kind: 'remote',
    when: 'The machine answers with another host key than ssh knows, or with one that is revoked.',
    facts: {
      ...REACHED,
      ...KEY,
      host: HOST,
      reason: maybe(oneOf('the key came with the name; the key is revoked', 'given', 'revoked')),
      file: maybe(text('where the old key stands', '/home/ada/.ssh/known_hosts')),
      line: maybe(text('in which line', '12')),
    },
  },
  'remote-login-refused': {
    kind: 'remote',
    when: 'ssh found no key that the machine takes.',
    facts: {
      ...REACHED,
      reason: maybe(oneOf('finer', 'passphrase', 'key-missing', 'key-open', 'many-keys')),
      key: only(['passphrase', 'key-missing', 'key-open'], text('the key', '/home/ada/.ssh/id_ed25519')),
      methods: maybe(text('what it takes instead', 'publickey')),
    },
  },
  'remote-unreachable': {
    kind: 'remote',
    when: 'ssh got no connection, or a login that runs nothing.',
    facts: {
      ...REACHED,
      reason: own(text('finer', 'other', 'dns', 'refused', 'timeout', 'no-route', 'closed', 'shell')),
    },
  },
  'remote-lost': {
    kind: 'remote',
    when: 'A connection broke after it had begun.',
    facts: {
      ...REACHED,
      ssh: maybe(SSH),
      reason: maybe(oneOf('finer', 'killed', 'file', 'build')),
      path: only(['file'], text('the file that was read', '/nix/store/3kq…-nixos.img.zst')),
      bytes: only(['file'], number('how much of it came', 1_073_741_824)),
      expectedBytes: only(['file'], number('how much it has', 4_294_967_296)),
    },
  },
  'remote-timeout': {
    kind: 'remote',
    when: 'A question to a machine took longer than it may.',
    facts: { place: PLACE, ssh: SSH, ms: number('how long it was waited for (ms)', 30_000) },
  },
  'remote-too-long': {
    kind: 'remote',
    when: 'A command for another machine is longer than one may be here.',
    facts: { bytes: number('how long it is', 140_000), maxBytes: number('how long it may be', 131_072) },
  },
  'remote-nix-missing': {
    kind: 'remote',
    when: 'The machine has no Nix.',
    facts: { place: PLACE },
  },
  'remote-full': {
    kind: 'remote',
    when: 'A script over there says ENOSPC or EDQUOT.',
    facts: {
      place: PLACE,
      reason: maybe(text('home: where Nixberry keeps its own', 'home')),
      detail: like(DETAIL, 'No space left on device'),
    },
  },
  'remote-failed': {
    kind: 'remote',
    when: 'A script over there failed in a way of its own.',
    facts: {
      place: PLACE,
      script: oneOf(
        'which',
        ...(['probe', 'nix', 'look', 'cat', 'sha256', 'receive', 'start', 'follow', 'collect', 'stop'] as const),
        ...(['job', 'lock', 'keep', 'hold', 'unkeep', 'release'] as const),
      ),
      detail: like(DETAIL, 'sh: mktemp: not found'),
    },
  },
  'remote-build-ended': {
    kind: 'remote',
    when: 'A build that was left running over there is gone.',
    facts: { place: PLACE, reason: oneOf('without a word, or on purpose', 'gone', 'stopped') },
  },
  'ssh-missing': {
    kind: 'remote',
    when: 'No ssh on PATH.',
    facts: { program: text('what was looked for', 'ssh') },
  },
} satisfies Causes;
