import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { isUnwritten } from '../host/bytes.ts';
import type { PlugOptions, Scenario } from '../scenario.ts';
import { assertExit, failedOutcome, wordsOf } from './checks.ts';

const ASK_MS = 60_000;

interface Swap {
  readonly name: string;
  readonly expected: string;
  /** What `drive-changed` says has changed. */
  readonly what: 'serial' | 'diskseq';
  /** What a person is told of that. */
  readonly words: RegExp;
  readonly drives: PlugOptions;
}

const swaps: readonly Swap[] = [
  {
    name: 'swapped-serial',
    expected: 'exit 3, drive-changed: other serial',
    what: 'serial',
    words: /not the drive you said yes to: its serial number differs[^]*start again/,
    drives: {},
  },
  {
    name: 'swapped-no-serial',
    expected: 'exit 3, drive-changed: other disk sequence number',
    what: 'diskseq',
    words: /not the drive you said yes to: the card was changed[^]*start again/,
    drives: { serial: null },
  },
];

/**
 * While the person is asked for the drive's name, it is pulled, and one of the same model and size put in its place: at
 * the same path, and by the look of it the same drive.
 */
export const swapped: readonly Scenario[] = swaps.map(({ name, expected, what, words, drives }) => ({
  name,
  expected,
  async run(rig) {
    const chosen = await rig.plug(`${what}a`, drives);
    const job = rig.startOnTerminal('flash', rig.image, '--to', chosen.device);
    const kernelName = chosen.device.replace('/dev/', '');
    // The question's line has no end.
    await job.see(/QEMU HARDDISK[^]*: $/, ASK_MS);
    await rig.unplug(chosen);
    const other = await rig.plug(`${what}b`, drives);
    assert.equal(other.device, chosen.device, 'the other drive is at another path: nothing is tested');
    await job.type(`${kernelName}\n`);
    const ran = await rig.finishedOnTerminal(job);
    assertExit(ran, EXIT.refused);
    const outcome = failedOutcome(ran);
    const { code, state, facts } = outcome;
    assert.deepEqual({ code, state, what: facts.what }, { code: 'drive-changed', state: 'untouched', what });
    assert.match(wordsOf(outcome), words);
    await rig.unplug(other);
    for (const { file } of [chosen, other]) assert.ok(await isUnwritten(file), 'something was written');
    return `exit 3, drive-changed (${what}), both untouched`;
  },
}));
