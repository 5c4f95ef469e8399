import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { MIB } from '../host/block-devices.ts';
import type { PlugOptions, Scenario } from '../scenario.ts';
import { assertExit } from './checks.ts';
import { BAD_WRITE_WORDS, LOST_WORDS } from './faults.ts';
import { BYTES_PER_SECOND, assertAllWritten, endsOf, plugThree, startAll } from './several-sticks.ts';

const START_MS = 60_000;

/** One of four fails: the others end well, the exit code is its, and its state is told. */
const failing: readonly {
  readonly name: string;
  readonly expected: string;
  readonly exit: number;
  readonly code: string;
  readonly state: string;
  readonly words: RegExp;
  readonly bad: PlugOptions;
  readonly pull?: true;
}[] = [
  {
    name: 'several-one-breaks',
    expected: 'exit 6: three written, one unbootable with bad-sector',
    exit: EXIT.drive,
    code: 'bad-sector',
    state: 'unbootable',
    words: BAD_WRITE_WORDS,
    bad: { badSector: { operation: 'write', offset: 20 * MIB } },
  },
  {
    name: 'several-one-pulled',
    expected: 'exit 6: three written, one lost, its state unknown',
    exit: EXIT.drive,
    code: 'drive-lost',
    state: 'unknown',
    words: LOST_WORDS,
    bad: { writeBytesPerSecond: BYTES_PER_SECOND },
    pull: true,
  },
  {
    name: 'several-one-locked',
    expected: 'exit 3: three written, one refused and untouched',
    exit: EXIT.refused,
    code: 'refused',
    state: 'untouched',
    words: /was not written: it is write-protected\. Slide the lock/,
    bad: { locked: true },
  },
];

export const severalOneFails: readonly Scenario[] = failing.map(
  ({ name, expected, exit, code, state, words, bad, pull }): Scenario => ({
    name,
    expected,
    async run(rig) {
      const good = await plugThree(rig);
      const odd = await rig.plug('odd', bad);
      const job = startAll(rig, [...good, odd]);
      if (pull) {
        await job.see(new RegExp(`"type":"progress","target":"${odd.device}","bytes":[1-9]`), START_MS);
        await rig.unplug(odd);
      }
      const ran = await rig.finished(job);
      assertExit(ran, exit);
      const outcome = endsOf(ran).get(odd.device);
      assert.ok(outcome?.kind === 'failed', JSON.stringify(outcome));
      assert.deepEqual([outcome.code, outcome.state], [code, state]);
      assert.match(`${outcome.message}\n${outcome.next}`, words);
      await assertAllWritten(rig, ran, good);
      return `exit ${exit}, ${code}, ${state}; the three others verified`;
    },
  }),
);
