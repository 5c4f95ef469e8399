import { GROUNDS, SUSPECTS } from '../flash/verdict.ts';
import { DEVICE, REQUEST } from './facts.ts';
import { flag, maybe, number, oneOf, shaped, text, type Causes } from './page.ts';

const FAILED_REQUEST = { ...REQUEST, errno: maybe(REQUEST.errno), operation: maybe(REQUEST.operation) };

/** A drive that failed while it was written or read; the writer tells them apart in `writer/causes.ts`. */
export const DRIVE_CAUSES = {
  'drive-lost': {
    kind: 'drive',
    when: 'ENODEV, ENXIO, ENOMEDIUM; also EIO or ENOSPC when the device node is gone.',
    facts: FAILED_REQUEST,
  },
  'drive-read-only': {
    kind: 'drive',
    when: 'EROFS, or EPERM of a write to an open drive: the lock was slid, or the controller gave up writing.',
    facts: FAILED_REQUEST,
  },
  'bad-sector': {
    kind: 'drive',
    when: 'EIO, EREMOTEIO, EBADMSG or EILSEQ of a drive that is still there.',
    facts: REQUEST,
  },
  'drive-full': {
    kind: 'drive',
    when: 'ENOSPC, EFBIG or EDQUOT of a virtual card: a real drive is never full.',
    facts: FAILED_REQUEST,
  },
  'io-error': {
    kind: 'drive',
    when: 'Any other errno, and a request that moved fewer bytes than were asked for.',
    facts: {
      ...REQUEST,
      errno: shaped(/^(?:E[A-Z0-9]{2,14}|short: \d+ of \d+ bytes)$/, 'why', 'ETIMEDOUT', 'short: 512 of 4096 bytes'),
    },
  },
  'writer-died': {
    kind: 'drive',
    when: 'The program that writes ended without a result: killed, or broken.',
    facts: {
      way: maybe(oneOf('how it was started', 'root', 'sudo', 'pkexec', 'run0', 'inherited')),
      exitCode: maybe(number('its exit code; null where a signal ended it', 134)),
      signal: maybe(shaped(/^SIG[A-Z0-9]{2,9}$/, 'the signal that ended it', 'SIGKILL')),
      detail: maybe(text('the last line that it said', 'FATAL ERROR: out of memory')),
    },
  },
} satisfies Causes;

/** What was read back is not what was written. */
export const VERIFICATION_CAUSES = {
  'verify-mismatch': {
    kind: 'verification',
    when: 'Reading back past the cache gave other bytes than were sent; the block was read again, and the image where it could be.',
    facts: {
      device: DEVICE,
      suspect: oneOf('who is likely at fault', ...SUSPECTS),
      grounds: oneOf('what speaks for that', ...GROUNDS),
      exact: flag('whether the first wrong byte is known, and not only its block'),
      offset: number('that byte, else the first of the block (from the start of the drive)', 1_310_720_512),
      length: number('how many bytes were compared as one', 1_048_576),
      wrong: maybe(number('how many of its bytes are wrong; null where that is not known', 1, 3)),
      flipped: maybe(number('how many bits of these; null where that is not known', 1, 9)),
    },
  },
  counterfeit: {
    kind: 'verification',
    when: 'The probe before writing found that the drive drops or wraps what is written behind its real end.',
    facts: {
      device: DEVICE,
      claimedBytes: number('what it says it holds (bytes)', 128_000_000_000),
      realBytes: number('up to where it kept the marks of the probe (bytes)', 7_800_000_000),
    },
  },
  'seed-mismatch': {
    kind: 'verification',
    when: 'A file of the seed, read back from the written card by its name, is not what was laid there.',
    facts: { device: DEVICE, path: text('the file on the FAT partition', 'nixberry/seed') },
  },
} satisfies Causes;
