import assert from 'node:assert/strict';
import { stall, withFault } from '../host/disk-faults.ts';
import type { GuestJob } from '../host/guest-job.ts';
import { SLOW } from '../host/waiting.ts';
import type { Rig, Scenario } from '../scenario.ts';
import { assertWritten } from './faults.ts';
import { isMidwayWhile } from './midway.ts';

const STALL_MS = 20_000;
/** When the first word comes, and how far the words are apart at most: each second, but two guests share the processors. */
const FIRST_MS = 5000;
const APART_MS = 3000 * SLOW;

interface Shown {
  readonly operation: 'write' | 'read';
  readonly start: (rig: Rig, ...argv: readonly string[]) => GuestJob;
  readonly told: RegExp;
  readonly where: string;
}

const shown: readonly Shown[] = [
  {
    operation: 'write',
    start: (rig, ...argv) => rig.startPlain(...argv),
    told: /: the drive has not answered for ([\d.]+)\s+s$/gm,
    where: 'in lines',
  },
  // Drawn in its place again and again; on a narrow terminal in fewer words.
  {
    operation: 'read',
    start: (rig, ...argv) => rig.startLive(...argv),
    told: /answer(?:ed)? for ([\d.]+)\s+s/g,
    where: 'in place of the rate',
  },
];

/** Cards that tidy up inside do not answer for so long. In the words that people get: `hang.ts` has the lines of `--json`. */
export const stallsOf20Seconds: readonly Scenario[] = shown.map(({ operation, start, told: pattern, where }) => ({
  name: `stall-20s-${operation}`,
  expected: `"has not answered for n s" ${where}, each second from 5 to 19 or more, exit 0, same bytes`,
  async run(rig) {
    const concerns = isMidwayWhile(operation === 'write' ? 'writing' : 'verifying');
    const late = stall(concerns, STALL_MS);
    const stick = await rig.plug(`stalls${operation}`, { disk: (file) => withFault(file, late) });
    const ran = await rig.finishedPlain(start(rig, 'flash', rig.image, '--to', stick.device, '--yes'));
    const told = new Set([...ran.text.matchAll(pattern)].map(([, seconds]) => Number(seconds) * 1000));
    assertEachSecond([...told], ran.text);
    await assertWritten(rig, stick, ran);
    return `told ${told.size} times, up to ${Math.max(...told) / 1000} s; exit 0, same bytes`;
  },
}));

/** They grow, from the first to the last, and none is missing. The last may be late: the drive then has more to catch up with. */
function assertEachSecond(told: readonly number[], text: string): void {
  const seen = `told (ms): ${told.join(' ')}\n${text.slice(-6000)}`;
  const steps = told.map((ms, at) => ms - (told[at - 1] ?? FIRST_MS));
  const areClose = steps.every((step) => step >= 0 && step <= APART_MS);
  assert.ok(areClose && (told.at(-1) ?? 0) >= STALL_MS - APART_MS, seen);
}
