import assert from 'node:assert/strict';
import type { Grounds, Suspect } from '../../../src/core/flash/verdict.ts';
import { MIB } from '../host/block-devices.ts';
import { hold, withFault } from '../host/disk-faults.ts';
import { bitFlipping } from '../host/lying-disks.ts';
import { poll } from '../host/waiting.ts';
import type { Rig, Scenario, Stick } from '../scenario.ts';
import { failedOutcome, flash } from './checks.ts';
import { assertFailed, assertLeftUnfinished, assertWritten, neverTimeOut } from './faults.ts';
import { isMidwayWhile } from './midway.ts';

const BLOCK_AT = 33 * MIB;
const FLIP_AT = BLOCK_AT + 12_345;
const ASK_MS = 120_000;
const IMAGE_IN_MEMORY = '/run/changing.img';

interface Flip {
  readonly name: string;
  readonly on: 'write' | 'read';
  /** How often the bit is flipped. */
  readonly times?: number;
  readonly options?: readonly string[];
  readonly suspect: Suspect;
  readonly grounds: Grounds;
  /** What a person is told of that. */
  readonly words: RegExp;
}

const CARD = { suspect: 'card', words: /the card itself is likely at fault/ } as const;

const flips: readonly Flip[] = [
  { name: 'bit-flip-on-write', on: 'write', grounds: 'same', ...CARD },
  // A reader that errs twice in the same way looks like the card.
  { name: 'bit-flip-on-read', on: 'read', grounds: 'same', ...CARD },
  {
    ...{ name: 'bit-flip-on-first-read', on: 'read', times: 1 },
    ...{ suspect: 'reader', grounds: 'right', words: /the reader, its cable or its port is likely at fault/ },
  },
  { name: 'bit-flip-on-each-write', on: 'write', options: ['--rewrite-bad-block'], grounds: 'again', ...CARD },
];

/** One bit that nobody complains about, gone wrong in the card, or on the way back from it. */
const failing: readonly Scenario[] = flips.map(({ name, on, times, options = [], suspect, grounds, words }) => {
  const told = `exit 4, verify-mismatch at byte ${FLIP_AT}, ${suspect} suspected (${grounds}), unbootable, marker`;
  return {
    name,
    expected: told,
    async run(rig) {
      const stick = await plugged(rig, name, on, times);
      const ran = await flash(rig, stick, ...options);
      const facts = assertFailed(ran, { exit: 'verification', code: 'verify-mismatch', state: 'unbootable', words });
      assert.deepEqual(facts, {
        ...{ device: stick.device, suspect, grounds, exact: true, offset: FLIP_AT, length: MIB },
        ...{ wrong: 1, flipped: 1 },
      });
      const { message } = failedOutcome(ran);
      assert.ok(message.includes(FLIP_AT.toLocaleString('en')), message);
      await assertLeftUnfinished(rig, stick);
      return told;
    },
  };
});

/** The card loses a bit once; the person has the block written again. */
const rewritten: Scenario = {
  name: 'bit-flip-rewritten',
  expected: 'asked on the terminal, y: exit 0, the block at 33 MiB written twice, all bytes right',
  async run(rig) {
    const stick = await plugged(rig, 'rewritten', 'write', 1);
    const job = rig.startOnTerminal('flash', rig.image, '--to', stick.device);
    await job.see(/QEMU HARDDISK[^]*: $/, ASK_MS);
    await job.type(`${stick.device.replace('/dev/', '')}\n`);
    await job.see(/once more\? \[y\/N\] $/, ASK_MS);
    await job.type('y\n');
    const ran = await rig.finishedOnTerminal(job);
    const places = ran.lines.flatMap((line) =>
      line.type === 'target-end' && line.outcome.kind === 'done' ? [line.outcome.rewritten] : [],
    );
    assert.deepEqual(places, [BLOCK_AT]);
    await assertWritten(rig, stick, ran);
    return 'asked on the terminal, y: exit 0, the block at 33 MiB written twice, all bytes right';
  },
};

/**
 * The card loses a bit, and before that is found out the image's file has changed, too: nothing can be said for or against the
 * card. The file is in the guest's memory, since the guest would not see that one of the host's has changed.
 */
const changedImage: Scenario = {
  name: 'bit-flip-image-changed',
  expected: 'exit 4, verify-mismatch in the block at 33 MiB, image suspected (image), unbootable, marker',
  async run(rig) {
    const waiting = hold(isMidwayWhile('verifying'));
    const stick = await rig.plug('imagechanged', {
      content: 'card',
      disk: (file) => withFault(bitFlipping(file, FLIP_AT, 'write'), waiting.fault),
    });
    await neverTimeOut(rig, stick);
    await rig.guest.must('cp', rig.image, IMAGE_IN_MEMORY);
    try {
      const job = rig.start('flash', IMAGE_IN_MEMORY, '--to', stick.device, '--yes');
      await poll(() => Promise.resolve(waiting.isHolding), ASK_MS, 'verification');
      const sectorIn = ['bs=512', 'count=1', `seek=${(BLOCK_AT + MIB / 2) / 512}`, 'conv=notrunc', 'status=none'];
      await rig.guest.must('dd', 'if=/dev/urandom', `of=${IMAGE_IN_MEMORY}`, ...sectorIn);
      waiting.release();
      const facts = assertFailed(await rig.finished(job), {
        ...{ exit: 'verification', code: 'verify-mismatch', state: 'unbootable' },
        words: /The image, read once more, has other bytes there than were sent: its file[^]*Write the card again/,
      });
      assert.deepEqual(facts, {
        ...{ device: stick.device, suspect: 'image', grounds: 'image' },
        ...{ exact: false, offset: BLOCK_AT, length: MIB, wrong: null, flipped: null },
      });
      await assertLeftUnfinished(rig, stick);
      return 'exit 4, image suspected (image), unbootable, marker';
    } finally {
      waiting.release();
      await rig.guest.must('rm', IMAGE_IN_MEMORY);
    }
  },
};

export const bitFlips: readonly Scenario[] = [...failing, rewritten, changedImage];

function plugged(rig: Rig, name: string, on: Flip['on'], times?: number): Promise<Stick> {
  const disk = name.replaceAll('-', '').slice(-12);
  return rig.plug(disk, { content: 'card', disk: (file) => bitFlipping(file, FLIP_AT, on, times) });
}
