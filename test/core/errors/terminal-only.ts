import type { ErrorCode } from '../../../src/core/errors/causes.ts';

const FLASH = 'the window asks in a dialog of its own';
const KEPT = 'the window neither lists nor compares kept images';
const BOOT = 'the window tests no image in QEMU';
const PUSH = 'the window pushes to no store';
const SEED = 'the window makes each seed itself, and takes none from a file';
const KEYRING = 'the window keeps secrets by Electron, and never calls secret-tool';

/** Causes that the window never shows, each with the reason: their words may name commands and options. */
export const TERMINAL_ONLY: Partial<Readonly<Record<ErrorCode, string>>> = {
  usage: 'the window has no command line',
  'needs-yes': FLASH,
  'project-needs-yes': FLASH,
  'image-unknown': KEPT,
  'image-ambiguous': KEPT,
  'image-without-system': KEPT,
  'image-collected': KEPT,
  'images-apart': KEPT,
  'image-elsewhere': KEPT,
  'diff-failed': KEPT,
  'qemu-missing': BOOT,
  'u-boot-missing': BOOT,
  'qemu-failed': BOOT,
  'boot-no-room': BOOT,
  'boot-failed': BOOT,
  'push-refused': PUSH,
  'push-failed': PUSH,
  'push-unreachable': PUSH,
  'cachix-missing': PUSH,
  'cache-refused': 'the window names no caches by hand',
  'seed-unreadable': SEED,
  'seed-newer': SEED,
  'seed-exists': SEED,
  'secrets-unreadable': SEED,
  'keyring-missing': KEYRING,
  'keyring-failed': KEYRING,
};
