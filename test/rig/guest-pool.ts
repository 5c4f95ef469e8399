import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GuestFiles } from './prepare/prepare.ts';
import type { ScenarioResult } from './report.ts';
import { RunningRig } from './rig.ts';
import type { Scenario } from './scenario.ts';

/**
 * Runs scenarios in so many guests side by side, each in order and in one guest as long as that can be, because a boot
 * costs more than a plug; after a failure in a fresh one. Those that measure times come first, while no other guest is
 * there. Logs go to `folder`. Resolves to the results in the order of `scenarios`.
 */
export async function runInGuests(
  scenarios: readonly Scenario[],
  guests: number,
  files: GuestFiles,
  folder: string,
): Promise<readonly ScenarioResult[]> {
  const slots = Array.from({ length: guests }, () => createSlot(files, folder));
  const results = new Map<number, ScenarioResult>();
  const queued = [...scenarios.entries()];
  const work = async (slot: Slot, queue: (readonly [number, Scenario])[]): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) results.set(next[0], await slot.run(next[1]));
  };
  try {
    const [first] = slots;
    const isAlone = ([, { alone = false }]: readonly [number, Scenario]): boolean => alone;
    if (first) await work(first, queued.filter(isAlone));
    const others = queued.filter((entry) => !isAlone(entry));
    await Promise.all(slots.map((slot) => work(slot, others)));
  } finally {
    await Promise.all(slots.map((slot) => slot.stop()));
  }
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}

/** A place for one guest. */
interface Slot {
  run(scenario: Scenario): Promise<ScenarioResult>;
  stop(): Promise<void>;
}

function createSlot(files: GuestFiles, folder: string): Slot {
  let rig: RunningRig | undefined;
  const stop = async (): Promise<void> => {
    await rig?.stop();
    rig = undefined;
  };
  return {
    run: async (scenario) => {
      const { rootOnUsb = false, cutsPower = false } = scenario;
      const isGuestItsOwn = rootOnUsb || cutsPower;
      if (isGuestItsOwn) await stop();
      rig ??= await booted(files, await mkdtemp(path.join(folder, 'g')), rootOnUsb);
      const result = await runOne(scenario, rig, folder);
      console.log(`${result.passed ? 'ok    ' : 'FAILED'} ${scenario.name} (${result.seconds.toFixed(1)} s)`);
      if (!result.passed) console.log(result.seen);
      if (!result.passed || isGuestItsOwn) await stop();
      return result;
    },
    stop,
  };
}

async function booted(files: GuestFiles, folder: string, rootOnUsb: boolean): Promise<RunningRig> {
  const start = Date.now();
  const rig = await RunningRig.boot(files, folder, rootOnUsb);
  console.log(`rig: a guest is up after ${secondsSince(start).toFixed(1)} s`);
  return rig;
}

async function runOne(scenario: Scenario, rig: RunningRig, folder: string): Promise<ScenarioResult> {
  const { name, expected } = scenario;
  const start = Date.now();
  rig.transcript.length = 0;
  try {
    const seen = await scenario.run(rig);
    if (scenario.cutsPower !== true && scenario.rootOnUsb !== true) await rig.unplugAll();
    return { name, expected, seen, passed: true, seconds: secondsSince(start) };
  } catch (error) {
    const seen = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const log = [seen, ...rig.transcript, await rig.guest.console()].join('\n\n');
    await writeFile(path.join(folder, `${name}.log`), log);
    return { name, expected, seen, passed: false, seconds: secondsSince(start) };
  }
}

function secondsSince(start: number): number {
  return (Date.now() - start) / 1000;
}
