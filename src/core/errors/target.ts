import { DETAIL, DEVICE, FOLDER, REQUEST } from './facts.ts';
import { either, flag, like, maybe, number, oneOf, only, own, text, type Causes } from './page.ts';

/** What is to be written: before a byte of it is touched. */
export const TARGET_CAUSES = {
  'target-not-found': {
    kind: 'usage',
    when: 'No drive of that name and no path of a virtual card; also a card that is gone when it is read.',
    facts: { device: DEVICE, reason: maybe(oneOf('what it is instead', 'name', 'folder')) },
  },
  'folder-not-found': {
    kind: 'usage',
    when: 'A virtual card, a seed or a project is to be made in a folder that does not exist.',
    facts: { device: text('what is to be made', '/home/ada/cards/porch.img'), folder: FOLDER },
  },
  'target-twice': {
    kind: 'usage',
    when: 'One drive was named twice, also by two of its names.',
    facts: { device: DEVICE },
  },
  'target-exists': {
    kind: 'usage',
    when: 'A file is to be made where one is.',
    facts: { device: text('the path', '/home/ada/porch.img') },
  },
  'too-many-targets': {
    kind: 'usage',
    when: 'More targets than are written in one go.',
    facts: { count: number('how many were given', 12), max: number('how many can be', 8) },
  },
  'needs-yes': {
    kind: 'usage',
    when: 'A drive is to be overwritten, and there is no terminal to ask at.',
    facts: { device: DEVICE },
  },
  refused: {
    kind: 'refused',
    when: 'The rules about drives (judge.ts) forbid it; the writer asks them once more, as root.',
    facts: {
      device: DEVICE,
      reason: oneOf(
        'the rule',
        ...(['system', 'in-use', 'read-only', 'too-small', 'not-whole-disk', 'virtual', 'fixed'] as const),
        ...(['holds-image', 'no-medium', 'not-a-plain-file', 'folder', 'link', 'is-image', 'large'] as const),
      ),
      path: only(['system'], text('where it is mounted', '/')),
      count: only(['system'], number('how many mounts the system has on it', 2, 1)),
      kind: only(
        ['in-use', 'not-whole-disk', 'virtual'],
        own(
          text(
            'what it is used as, or what kind of device it is',
            ...(['partition', 'optical', 'swap', 'lvm', 'luks', 'raid', 'zfs', 'btrfs', 'loop'] as const),
            ...(['holder', 'disk', 'zram', 'ram', 'mapper', 'other'] as const),
          ),
        ),
      ),
      by: only(['in-use'], text('who uses it', 'vg0')),
      bus: only(['fixed'], text('how it is attached', 'nvme')),
      imageBytes: only(['too-small'], number('what the image needs (bytes)', 31_914_983_424)),
      driveBytes: only(['too-small'], number('what the drive holds (bytes)', 8_000_000_000)),
    },
  },
  'drive-changed': {
    kind: 'refused',
    when: 'Between yes and writing another drive came to that path, or the card in it was changed.',
    facts: {
      device: DEVICE,
      what: own(text('how it was noticed', 'serial', 'bytes', 'diskseq', 'content', 'path', 'file')),
      expected: maybe(either('what the person saw', '4C530001', 31_914_983_424)),
      found: maybe(either('what is there', '4C530002', 8_000_000_000)),
    },
  },
  'drive-in-use': {
    kind: 'refused',
    when: 'Opening it exclusively said EBUSY, although no rule forbids it.',
    facts: {
      device: DEVICE,
      operation: maybe(REQUEST.operation),
      errno: maybe(REQUEST.errno),
      offset: REQUEST.offset,
    },
  },
  'mount-busy': {
    kind: 'refused',
    when: 'A partition that was mounted for the person cannot be unmounted.',
    facts: {
      device: DEVICE,
      mount: text('where it is mounted', '/media/ada/NIXOS_SD'),
      holder: text('the program that uses it; empty when nobody was found', 'nautilus'),
      pid: number('its process; 0 when nobody was found', 4711, 0),
      others: number('how many processes more', 0, 1, 3),
      detail: like(DETAIL, 'umount: target is busy'),
    },
  },
  'image-too-large': {
    kind: 'refused',
    when: 'The image has more bytes than the target; known before writing, or only at the end of a packed image.',
    facts: {
      device: DEVICE,
      imageBytes: number('what the image needs (bytes)', 31_914_983_424),
      driveBytes: number('what the target holds (bytes)', 8_000_000_000),
      isAll: maybe(flag('false: of a packed image so much had come, and what else would have come is not known')),
    },
  },
} satisfies Causes;
