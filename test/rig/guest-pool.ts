import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ScenarioResult } from './report.ts';
import type { Rig, Scenario } from './scenario.ts';

/** Of a guest that does not boot: a busy machine may be the reason once. */
const BOOT_TRIES = 2;

/** What the pool needs of a guest beside what scenarios do. */
export interface PooledRig extends Rig {
  /** All that was said in the current scenario, for the log of a failure. */
  readonly transcript: string[];
  unplugAll(): Promise<void>;
  stop(): Promise<void>;
}

export interface Pool {
  readonly guests: number;
  /** Boots a guest; `folder` is its own. */
  readonly boot: (folder: string, rootOnUsb: boolean) => Promise<PooledRig>;
  /** For logs, and the guests' folders. */
  readonly folder: string;
  /** Its reason is why what runs has failed; nothing else is begun, and the guests are ended as by a power cut. */
  readonly signal: AbortSignal;
}

/**
 * Runs scenarios in so many guests side by side, each in order and in one guest as long as that can be, because a boot
 * costs more than a plug; after a failure in a fresh one. Those that measure times come first, while no other guest is
 * there. A guest that does not boot fails its scenario, and no other. Resolves to the results in the order of `scenarios`.
 */
export async function runInGuests(scenarios: readonly Scenario[], pool: Pool): Promise<readonly ScenarioResult[]> {
  const interrupted = interruption(pool.signal);
  const slots = Array.from({ length: pool.guests }, () => createSlot(pool, interrupted));
  const results = new Map<number, ScenarioResult>();
  const queued = [...scenarios.entries()];
  const work = async (slot: Slot, queue: (readonly [number, Scenario])[]): Promise<void> => {
    while (!pool.signal.aborted) {
      const next = queue.shift();
      if (!next) return;
      results.set(next[0], await slot.run(next[1]));
    }
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

/** A place for one guest. Neither rejects. */
interface Slot {
  run(scenario: Scenario): Promise<ScenarioResult>;
  stop(): Promise<void>;
}

function createSlot({ boot, folder, signal }: Pool, interrupted: Promise<never>): Slot {
  let rig: PooledRig | undefined;
  const stop = async (): Promise<void> => {
    const last = rig;
    rig = undefined;
    await (signal.aborted ? last?.cutPower() : last?.stop())?.catch((error: unknown) => {
      console.log(`rig: a guest did not end well: ${String(error)}`);
    });
  };
  const booted = async (rootOnUsb: boolean): Promise<PooledRig> => {
    const start = Date.now();
    for (let tries = 1; ; tries += 1) {
      try {
        const up = await boot(await mkdtemp(path.join(folder, 'g')), rootOnUsb);
        console.log(`rig: a guest is up after ${secondsSince(start).toFixed(1)} s`);
        return up;
      } catch (error) {
        if (tries === BOOT_TRIES || signal.aborted) throw error;
        console.log(`rig: once more: ${messageOf(error)}`);
      }
    }
  };
  const seenBy = async (scenario: Scenario): Promise<string> => {
    if (hasItsOwnGuest(scenario)) await stop();
    rig ??= await booted(scenario.rootOnUsb ?? false);
    rig.transcript.length = 0;
    const seen = await scenario.run(rig);
    if (!hasItsOwnGuest(scenario)) await rig.unplugAll();
    return seen;
  };
  return {
    run: async (scenario) => {
      const { name, expected } = scenario;
      const start = Date.now();
      console.log(`begins ${name}`);
      const ended = await Promise.race([seenBy(scenario), interrupted]).then(
        (seen) => ({ seen, passed: true }),
        (error: unknown) => ({ seen: messageOf(error), passed: false }),
      );
      const result = { name, expected, ...ended, seconds: secondsSince(start) };
      console.log(`${result.passed ? 'ok    ' : 'FAILED'} ${name} (${result.seconds.toFixed(1)} s)`);
      if (!result.passed) {
        console.log(result.seen);
        const log = [result.seen, ...(rig ? [...rig.transcript, await rig.guest.console()] : [])];
        await writeFile(path.join(folder, `${name}.log`), log.join('\n\n'));
      }
      if (!result.passed || hasItsOwnGuest(scenario)) await stop();
      return result;
    },
    stop,
  };
}

function hasItsOwnGuest({ rootOnUsb = false, cutsPower = false }: Scenario): boolean {
  return rootOnUsb || cutsPower;
}

/** Rejects with the signal's reason, whether anybody waits for it or not. */
function interruption(signal: AbortSignal): Promise<never> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    const end = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  interrupted.catch(() => undefined);
  return interrupted;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function secondsSince(start: number): number {
  return (Date.now() - start) / 1000;
}
