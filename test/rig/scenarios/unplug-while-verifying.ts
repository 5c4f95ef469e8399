import { MIB } from '../host/block-devices.ts';
import type { Scenario } from '../scenario.ts';
import { assertFailed, assertUnfinished, LOST_WORDS, startedAndIn } from './faults.ts';

/** Everything is written by then, but for the first MiB: without it the card does not start a Pi. */
export const unplugWhileVerifying: Scenario = {
  name: 'unplug-while-verifying',
  expected: 'exit 6, drive-lost, state unknown, marker',
  async run(rig) {
    const stick = await rig.plug('pulledv', { content: 'card', readBytesPerSecond: 4 * MIB });
    const job = await startedAndIn(rig, stick, 'verifying');
    await rig.unplug(stick);
    assertFailed(await rig.finished(job), { exit: 'drive', code: 'drive-lost', state: 'unknown', words: LOST_WORDS });
    await assertUnfinished(stick.file);
    return 'exit 6, drive-lost, state unknown, marker';
  },
};
