import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.ts';
import { assertLost, assertUnfinished, startedAndIn } from './faults.ts';

const START_MS = 60_000;

/** A card is taken out of a built-in reader, and put back in. */
const swap: Scenario = {
  name: 'sd-card-swap',
  expected: 'gone from the list and back in it, by itself',
  async run(rig) {
    const { serial, name } = rig.sd;
    const watching = rig.start('drives', '--watch');
    await watching.see(new RegExp(`"serial":"${serial}"`), START_MS);
    await rig.guest.takeOutCard(name);
    await watching.see(new RegExp(`\\n\\{"type":"drives"((?!"${serial}").)*\\}\\n$`), START_MS);
    const told = watching.out.length;
    const device = await rig.guest.putInCard(name);
    await watching.see(new RegExp(`^[^]{${told}}[^]*"serial":"${serial}"`), START_MS);
    await watching.kill('SIGINT');
    assert.equal((await watching.done(START_MS)).code, 130);
    return `${device} gone, and back`;
  },
};

/** Such a reader has no plug: the kernel finds out by the requests that fail, or by the reader's own word. */
const pulled: Scenario = {
  name: 'sd-card-pulled',
  expected: 'exit 6, drive-lost, state unknown, marker',
  async run(rig) {
    const job = await startedAndIn(rig, rig.sd, 'writing');
    await rig.guest.takeOutCard(rig.sd.name);
    try {
      assertLost(await rig.finished(job), ['write']);
      await assertUnfinished(rig.sd.file);
      return 'exit 6, drive-lost, state unknown, marker';
    } finally {
      await rig.guest.putInCard(rig.sd.name);
    }
  },
};

export const sdCardsTakenOut: readonly Scenario[] = [swap, pulled];
