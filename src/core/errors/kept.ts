import { DETAIL, PLACE } from './facts.ts';
import { errno, like, maybe, number, text, type Causes } from './page.ts';

const NAME = text('the image, as the person named it', 'porch');
const STORE_PATH = text('a store path', '/nix/store/3kq…-nixos-system-porch');

/** Images that were built and kept. */
export const KEPT_CAUSES = {
  'image-unknown': {
    kind: 'usage',
    when: 'No kept image has that name or id.',
    facts: {
      name: NAME,
      count: maybe(number('how many the name has, where an older one was asked for', 1, 3)),
      known: maybe(text('the names there are', 'attic, porch')),
    },
  },
  'image-ambiguous': {
    kind: 'usage',
    when: 'Several kept images have an id that begins like that.',
    facts: { name: like(NAME, '3f'), ids: text('those', '3f2a, 3f90') },
  },
  'image-without-system': {
    kind: 'usage',
    when: 'An image that is to be compared is none of a NixOS, or the store no longer knows.',
    facts: { name: NAME, id: text('its id', '3f2a') },
  },
  'image-collected': {
    kind: 'usage',
    when: 'The store path of a kept image is gone.',
    facts: { path: STORE_PATH },
  },
  'images-apart': {
    kind: 'usage',
    when: 'Two images that are to be compared lie on two machines.',
    facts: { before: maybe(PLACE), after: maybe(like(PLACE, 'grace@attic')) },
  },
  'images-folder': {
    kind: 'usage',
    when: 'The folder in which Nixberry keeps images cannot be used.',
    facts: {
      path: text('the folder or a file in it', '/home/ada/.local/state/nixberry/images'),
      reason: errno(
        'the errno, or the words of the system',
        ...(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EISDIR', 'EEXIST', 'ENOTDIR', 'EIO', 'EBUSY'] as const),
        'EMFILE',
      ),
    },
  },
  'image-elsewhere': {
    kind: 'remote',
    when: 'An image was built at a place that cannot be asked from here.',
    facts: { name: NAME, id: text('its id', '3f2a'), machine: maybe(PLACE) },
  },
  'diff-failed': {
    kind: 'build',
    when: 'Nix could not compare two systems.',
    facts: { detail: like(DETAIL, 'error: path is not valid') },
  },
} satisfies Causes;
