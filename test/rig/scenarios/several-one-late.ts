import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { MIB } from '../host/block-devices.ts';
import { hold, withFault } from '../host/disk-faults.ts';
import type { Ran, Rig, Scenario, Stick } from '../scenario.ts';
import { assertExit } from './checks.ts';
import { isMidwayWrite, neverTimeOut } from './faults.ts';
import { BYTES_PER_SECOND, assertAllWritten, endsOf, plugThree, startAll } from './several-sticks.ts';

const START_MS = 60_000;
const FLASH_MS = 180_000;
/**
 * By the writer's clock, so that a slow machine needs little more: the others wait for 5 s where a stick is stuck. The slow one has
 * an eighth of their rate: it takes 2 s to be wiped, while they wait to begin; then they wait 7/8 of the time, which is set
 * off against the rest, so that it goes 5 s / (7/8 - 1/8) after the buffers are full, and has cost them 7/8 of these 6.7 s.
 * The rest is for a busy machine. Left where it was, the slow one would cost them 40 s.
 */
const WAITED_MS = 15_000;
const LATE_BYTES_PER_SECOND = MIB;

interface Late {
  readonly stick: Stick;
  /** Ends its trouble: what it would still take says nothing more. */
  readonly relieve: () => Promise<void> | void;
}

/** One stick that keeps three others waiting. */
const kinds: readonly { readonly name: string; readonly plug: (rig: Rig) => Promise<Late> }[] = [
  {
    name: 'several-one-slow',
    plug: async (rig) => {
      const stick = await rig.plug('slow', { writeBytesPerSecond: LATE_BYTES_PER_SECOND });
      return { stick, relieve: () => rig.guest.limitWrites(stick.name, BYTES_PER_SECOND) };
    },
  },
  {
    name: 'several-one-stuck',
    plug: async (rig) => {
      const held = hold(isMidwayWrite);
      const stick = await rig.plug('stuck', { disk: (file) => withFault(file, held.fault) });
      await neverTimeOut(rig, stick);
      return { stick, relieve: () => held.release() };
    },
  },
];

export const severalOneLate: readonly Scenario[] = kinds.map(({ name, plug }) => ({
  name,
  alone: true,
  expected: 'exit 0: set aside, written alone; the others hardly slower',
  async run(rig) {
    const three = await plugThree(rig);
    const without = await timedFlash(rig, three);
    const late = await plug(rig);
    const withIt = await timedFlash(rig, three, late);
    const notes = withIt.ran.lines.flatMap((line) => (line.type === 'note' ? [[line.target, line.code]] : []));
    assert.deepEqual(notes, [[late.stick.device, 'set-aside']]);
    assert.equal([...endsOf(withIt.ran).keys()].at(-1), late.stick.device, 'the late one did not end last');
    await assertAllWritten(rig, withIt.ran, [...three, late.stick]);
    const more = withIt.othersMs - without.othersMs;
    assert.ok(more < WAITED_MS, `the others took ${withIt.othersMs} ms, ${without.othersMs} ms without it`);
    return `the others ${seconds(withIt.othersMs)}, without it ${seconds(without.othersMs)}; it came last`;
  },
}));

/** Flashes them all; `othersMs` is the time from the first write until three are done. */
async function timedFlash(
  rig: Rig,
  three: readonly Stick[],
  late?: Late,
): Promise<{ readonly ran: Ran; readonly othersMs: number }> {
  const job = startAll(rig, late ? [...three, late.stick] : three);
  try {
    await job.see(/"phase":"writing"/, START_MS);
    const begun = performance.now();
    await job.see(/(?:"type":"target-end"[^]*){3}/, FLASH_MS);
    const othersMs = Math.round(performance.now() - begun);
    await late?.relieve();
    const ran = await rig.finished(job);
    assertExit(ran, EXIT.done);
    return { ran, othersMs };
  } finally {
    await late?.relieve();
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
