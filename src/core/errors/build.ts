import { DETAIL, PLACE } from './facts.ts';
import { errno, flag, like, maybe, number, oneOf, only, text, type Causes } from './page.ts';

const ATTRIBUTES = text('names of a flake', 'porch, attic');

/** Nix, and what it builds. */
export const BUILD_CAUSES = {
  'attribute-not-found': {
    kind: 'usage',
    when: 'The flake has neither a host nor a package of that name.',
    facts: { attribute: text('the name', 'proch'), hosts: maybe(ATTRIBUTES), packages: maybe(ATTRIBUTES) },
  },
  'build-failed': {
    kind: 'build',
    when: 'Nix ended with an error. The words are those of the cause (nix-cause.*), which core/nix reads out of its own.',
    facts: {
      cause: text('a cause of core/nix/causes.ts', 'other'),
      detail: maybe(like(DETAIL, 'error: builder failed')),
      derivation: maybe(text('what did not build', '/nix/store/5xr…-linux-6.12.drv')),
      place: maybe(PLACE),
      warned: maybe(flag('whether only a warning hints at the cause', false)),
      path: maybe(text('a path that is meant', '/home/ada/pis')),
      setting: maybe(text('a setting of Nix that it ignores', 'builders')),
      user: maybe(text('who is not trusted', 'ada')),
      substituter: maybe(text('a cache that it does not ask', 'https://cache.example.org')),
      onlyBuilders: maybe(flag('whether only named builders may build')),
    },
  },
  'nix-missing': {
    kind: 'build',
    when: 'No nix on PATH, nor where installers put it.',
    facts: {},
  },
  'nix-timeout': {
    kind: 'build',
    when: 'A question to Nix (never a build) took longer than it may.',
    facts: { command: text('the question', 'nix eval'), ms: number('how long it was waited for (ms)', 60_000) },
  },
  'no-image-built': {
    kind: 'build',
    when: 'What was built has no image in it.',
    facts: { storePath: text('what was built', '/nix/store/3kq…-hello') },
  },
  'several-images-built': {
    kind: 'build',
    when: 'What was built has several images in it.',
    facts: {
      storePath: text('what was built', '/nix/store/3kq…-images'),
      names: text('the images', 'sd-image/a.img, sd-image/b.img'),
    },
  },
  'copy-failed': {
    kind: 'build',
    when: 'A built image could not be put where the person wants it.',
    facts: {
      path: text('where', '/home/ada/porch.img'),
      reason: errno(
        'the errno, or the words of the system',
        ...(['ENOSPC', 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT', 'EISDIR', 'EIO', 'EMFILE'] as const),
      ),
      missingBytes: maybe(number('how much room is missing (bytes)', 1_200_000_000)),
    },
  },
  'place-unknown': {
    kind: 'usage',
    when: 'The text after --on, or the name of a machine in the window, is no place to build at.',
    facts: {
      place: like(PLACE, 'stroe:ada@workshop'),
      reason: maybe(
        oneOf(
          'what is wrong with it',
          ...(['zone', 'host-key', 'no-builders', 'builder-ports', 'builder-port-daemon'] as const),
          ...(['builder-not-ssh', 'no-machine', 'no-ssh-store', 'too-many'] as const),
        ),
      ),
      host: only(['zone'], text('the address with a zone', 'fe80::1%eth0')),
      port: only(['builder-port-daemon'], number('the port that Nix cannot be told of', 2222)),
      uri: only(['builder-not-ssh'], text('the builder that is not reached by ssh', 'https://workshop')),
      max: only(['too-many'], number('how many machines can be listed', 20)),
    },
  },
} satisfies Causes;

const PUSH_TO = text('the store', 's3://pis');
const FROM_PLACE = maybe(PLACE);

/** Stores beside our own: where to push to, whom to ask. */
export const STORE_CAUSES = {
  'cache-refused': {
    kind: 'usage',
    when: 'A binary cache that is to be named in a project is none, or would carry a secret.',
    facts: {
      reason: text(
        'what is wrong',
        ...(['name-unknown', 'key-other', 'key-missing', 'key-syntax', 'key-secret', 'not-there'] as const),
        ...(['url-scheme', 'url-syntax', 'url-credentials', 'url-parameter'] as const),
      ),
      name: only(
        ['name-unknown', 'key-other', 'key-missing', 'not-there', 'url-scheme', 'url-parameter'],
        text('the cache, without what may be secret', 'https://cache.example.org'),
      ),
      offered: text('those known by name', 'nix-community'),
      schemes: text('how an address may begin', 'https, s3'),
    },
  },
  'push-refused': {
    kind: 'usage',
    when: 'The text after --push is no store, or would carry a secret.',
    facts: {
      reason: text('what is wrong', 'cachix-name', 'url-scheme', 'url-syntax', 'url-credentials', 'url-parameter'),
      name: only(['url-scheme', 'url-parameter'], text('the scheme or the parameter', 'ftp')),
      schemes: text('how an address may begin', 's3, ssh-ng'),
    },
  },
  'push-failed': {
    kind: 'remote',
    when: 'After the build, nix copy or cachix failed.',
    facts: { to: PUSH_TO, place: FROM_PLACE, detail: maybe(like(DETAIL, 'AccessDenied')) },
  },
  'push-unreachable': {
    kind: 'remote',
    when: 'Before the build, the store to push to does not answer.',
    facts: { to: PUSH_TO, place: FROM_PLACE, detail: maybe(like(DETAIL, 'NoSuchBucket')) },
  },
  'cachix-missing': {
    kind: 'build',
    when: 'What is built is to be pushed to Cachix, and where it is built there is no cachix.',
    facts: { place: FROM_PLACE },
  },
} satisfies Causes;
