import { FOLDER, IMAGE } from './facts.ts';
import { BOOT_FAILURES } from '../boot-test/failures.ts';
import { maybe, number, oneOf, only, text, type Causes } from './page.ts';

/** `nixberry boot-test`. */
export const BOOT_CAUSES = {
  'qemu-missing': {
    kind: 'usage',
    when: 'No qemu-system-aarch64 on the PATH.',
    facts: {},
  },
  'u-boot-missing': {
    kind: 'usage',
    when: 'No u-boot.bin for QEMU where distributions put it, or not where the person said.',
    facts: { file: maybe(text('the path, as the person gave it', 'result/u-boot.bin')) },
  },
  'qemu-failed': {
    kind: 'unexpected',
    when: 'QEMU ended with an error of its own, before there was a verdict on the image.',
    facts: { detail: text('its words', 'qemu-system-aarch64: cannot set up guest memory') },
  },
  'boot-no-room': {
    kind: 'usage',
    when: 'ENOSPC or EDQUOT while the image was unpacked into a card for the machine, or when the machine had failed.',
    facts: { folder: FOLDER },
  },
  'boot-failed': {
    kind: 'verification',
    when: 'The machine ended, or its time was over, without a login; or a console showed that none would come.',
    facts: {
      image: IMAGE,
      reason: oneOf('why, as far as the consoles tell', ...BOOT_FAILURES),
      detail: maybe(
        only(
          ['file-missing', 'panic', 'silent'],
          text('which file, the panic, or the consoles that are named', 'tty0'),
        ),
      ),
      ms: number('since the machine was switched on (ms)', 41_000),
      log: text('the file with the whole console', '/tmp/nixberry-a1B2c3/console.txt'),
    },
  },
} satisfies Causes;
