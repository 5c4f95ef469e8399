import { FILE, FOLDER, HOST, WHY_NOT_WRITTEN } from './facts.ts';
import { errno, like, maybe, number, oneOf, only, text, type Causes } from './page.ts';

const RELEASE = text('a NixOS release', '26.05');
const PROJECT_PATH = text('a path of the project', '/home/ada/pis/hosts/porch');

/** A project on disk. */
export const PROJECT_CAUSES = {
  'project-not-found': {
    kind: 'usage',
    when: 'The folder has no nixberry.json that can be read.',
    facts: { folder: FOLDER, reason: maybe(errno('the errno', 'ENOENT', 'ENOTDIR', 'EACCES')) },
  },
  'project-newer': {
    kind: 'usage',
    when: 'A file of the project, or a file of answers, has a format that this Nixberry does not know yet.',
    facts: {
      file: FILE,
      format: number('of the file', 3),
      known: number('the newest that is known', 2),
    },
  },
  'project-outdated': {
    kind: 'usage',
    when: 'Caches are to be named in a project whose flake does not read them yet.',
    facts: { file: like(FILE, 'flake.nix'), folder: FOLDER },
  },
  'project-broken': {
    kind: 'usage',
    when: 'A file of the project is no JSON, or does not fit its schema.',
    facts: {
      file: like(FILE, '/home/ada/pis/nixberry.json'),
      line: number('where (from 1)', 4),
      column: number('where (from 1)', 12),
      path: maybe(text('the setting', 'caches[0].url')),
      reason: text(
        'the problem, whose words are setting.problem.*',
        ...(['json-syntax', 'json-too-deep', 'json-duplicate', 'missing', 'not-one-of', 'wrong-type'] as const),
        ...(['cache-url', 'cache-key'] as const),
      ),
      allowed: only(['not-one-of'], text('what it may be', 'true, false')),
      expected: only(['wrong-type'], text('the type that is wanted', 'string')),
    },
  },
  'project-folder-taken': {
    kind: 'usage',
    when: 'A project is to be made where something is.',
    facts: { folder: FOLDER, reason: oneOf('what is there', 'not-empty', 'file') },
  },
  'project-needs-yes': {
    kind: 'usage',
    when: 'A project is to be changed, and there is no terminal to ask at.',
    facts: { folder: FOLDER },
  },
  'project-file-edited': {
    kind: 'usage',
    when: 'The release is to be changed in a flake.nix that its owner has changed.',
    facts: { file: like(FILE, 'flake.nix'), folder: FOLDER },
  },
  'project-changed': {
    kind: 'usage',
    when: 'A file changed between what was shown and what was to be written.',
    facts: { file: like(FILE, 'hosts/porch/settings.json'), folder: FOLDER },
  },
  'project-unseen': {
    kind: 'usage',
    when: 'A build would save a change of settings that was not shown.',
    facts: { folder: FOLDER, host: HOST, given: text('the name in the answers', 'shed') },
  },
  'project-file-outside': {
    kind: 'usage',
    when: 'A path of the project leads out of it by a link.',
    facts: { path: PROJECT_PATH },
  },
  'project-write-failed': {
    kind: 'usage',
    when: 'A file of the project, or the list of machines, could not be read or written.',
    facts: { path: PROJECT_PATH, reason: WHY_NOT_WRITTEN },
  },
  'project-unsendable': {
    kind: 'usage',
    when: 'A project is to be built on another machine, and something in it cannot be sent there.',
    facts: {
      path: PROJECT_PATH,
      reason: errno(
        'why: one of our own, or an errno',
        ...(['special', 'name', 'too-large', 'changed', 'revision', 'kind', 'git', 'git-missing'] as const),
        ...(['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EIO', 'EMFILE'] as const),
      ),
      detail: only(['git'], text('the words of git', 'fatal: not a git repository')),
      bytes: only(['too-large'], number('what it has', 300_000_000)),
      maxBytes: only(['too-large'], number('what can be sent', 100_000_000)),
      largest: only(['too-large'], text('its largest file', 'video.mp4')),
      largestBytes: only(['too-large'], number('what that has', 250_000_000)),
    },
  },
} satisfies Causes;

/** The settings and the hosts of a project. */
export const SETTINGS_CAUSES = {
  'settings-missing': {
    kind: 'usage',
    when: 'Settings without a default were not given, and nobody can be asked.',
    facts: {
      fields: maybe(text('those', 'board, hostName')),
      count: maybe(number('how many', 2)),
    },
  },
  'settings-refused': {
    kind: 'usage',
    when: 'Settings break a rule; each was told by itself.',
    facts: { fields: maybe(text('those', 'wifi.country')), count: number('how many', 1, 2) },
  },
  'answers-unreadable': {
    kind: 'usage',
    when: 'A file of answers, a public key or a file of the seed that was given cannot be read.',
    facts: {
      file: like(FILE, '/home/ada/answers.json'),
      reason: errno(
        'the errno, or what is wrong in it',
        ...(['json', 'too-large', 'ENOENT', 'EISDIR', 'EACCES', 'EILSEQ', 'EFBIG', 'ENOTDIR', 'EIO'] as const),
      ),
      line: only(['json'], number('where (from 1)', 4)),
      column: only(['json'], number('where (from 1)', 12)),
      bytes: only(['too-large'], number('its size', 9_000_000)),
    },
  },
  'no-keys': {
    kind: 'usage',
    when: 'A file that was given as a public key has none.',
    facts: { file: like(FILE, '/home/ada/.ssh/id_ed25519.pub') },
  },
  'host-not-found': {
    kind: 'usage',
    when: 'The project has no host of that name.',
    facts: { host: HOST, folder: FOLDER, hosts: maybe(text('those it has', 'attic, shed')) },
  },
  'host-exists': {
    kind: 'usage',
    when: 'A host is to be added whose name is taken.',
    facts: { host: HOST, folder: FOLDER },
  },
  'host-name-clash': {
    kind: 'usage',
    when: 'A host would be called as the flake calls another build of one.',
    facts: { host: like(HOST, 'porch-cross'), other: HOST },
  },
  'release-differs': {
    kind: 'usage',
    when: 'A host with another release is to be saved into a project.',
    facts: { release: RELEASE, given: maybe(like(RELEASE, 'unstable')), folder: FOLDER },
  },
} satisfies Causes;
