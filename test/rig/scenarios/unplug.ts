import type { Scenario } from '../scenario.ts';
import { assertLost, assertUnfinished, startedAndIn } from './faults.ts';
import { LONG_PHASES, slowWhile } from './midway.ts';

/** Pulled out in the middle. While it is verified all but the first MiB is there: without that it does not start a Pi. */
export const unplugged: readonly Scenario[] = LONG_PHASES.map((phase) => ({
  name: `unplug-while-${phase}`,
  expected: 'exit 6, drive-lost, state unknown, marker',
  async run(rig) {
    const stick = await rig.plug(`pulled${phase}`, { content: 'card', ...slowWhile(phase) });
    const job = await startedAndIn(rig, stick, phase);
    await rig.unplug(stick);
    assertLost(await rig.finished(job), phase === 'writing' ? ['write'] : ['read']);
    await assertUnfinished(stick.file);
    return 'exit 6, drive-lost, state unknown, marker';
  },
}));
