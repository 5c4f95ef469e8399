import { MIB } from '../host/block-devices.ts';
import type { Scenario } from '../scenario.ts';
import { assertFailed, assertUnfinished, LOST_WORDS, startedAndIn } from './faults.ts';

/** Pulled out in the middle. Slow enough that it is the middle on a fast machine, too. */
export const unplugWhileWriting: Scenario = {
  name: 'unplug-while-writing',
  expected: 'exit 6, drive-lost, state unknown, marker',
  async run(rig) {
    const stick = await rig.plug('pulled', { content: 'card', writeBytesPerSecond: 4 * MIB });
    const job = await startedAndIn(rig, stick, 'writing');
    await rig.unplug(stick);
    assertFailed(await rig.finished(job), { exit: 'drive', code: 'drive-lost', state: 'unknown', words: LOST_WORDS });
    await assertUnfinished(stick.file);
    return 'exit 6, drive-lost, state unknown, marker';
  },
};
