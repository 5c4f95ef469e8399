import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EXIT } from '../../src/core/errors/exit.ts';
import { runInGuests } from './guest-pool.ts';
import { prepareGuest } from './prepare/prepare.ts';
import { table, writeReport, type ScenarioResult } from './report.ts';
import { RunningRig } from './rig.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/list.ts';

/** More would wait for each other's processors: an emulated one takes a real one. */
const MOST_GUESTS = 2;

/** Whoever ends us learns what there is, and what was under way. */
const interruption = new AbortController();

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean' },
    report: { type: 'string' },
    guests: { type: 'string', default: String(Math.min(MOST_GUESTS, os.availableParallelism())) },
    repeat: { type: 'string', default: '1' },
  },
});

if (values.list) {
  for (const { name, expected } of SCENARIOS) console.log(`${name.padEnd(30)}${expected}`);
} else {
  const start = Date.now();
  const wanted = chosen(positionals);
  const times = count('--repeat', values.repeat);
  const all = Array.from({ length: times }, () => wanted).flat();
  const results = await runAll(all, count('--guests', values.guests));
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`\n${table(results)}\n\n${results.length} of ${all.length} scenarios in ${seconds} s`);
  if (values.report !== undefined) await writeReport(values.report, results);
  if (results.some(({ passed }) => !passed)) process.exitCode = 1;
  // What a scenario still waits for would hold us.
  if (interruption.signal.aborted) process.exit(EXIT.cancelled);
}

function chosen(names: readonly string[]): readonly Scenario[] {
  const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) throw new Error(`No scenario ${unknown.join(', ')}; npm run rig -- --list names them`);
  return names.length === 0 ? SCENARIOS : SCENARIOS.filter(({ name }) => names.includes(name));
}

function count(option: string, text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new Error(`${option} takes a number from 1 to 99`);
  return Number(text);
}

async function runAll(scenarios: readonly Scenario[], guests: number): Promise<readonly ScenarioResult[]> {
  const files = await prepareGuest((line) => {
    console.log(`rig: ${line}`);
  });
  // Short: the path of a unix socket has room for 100 characters.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'nb-rig-'));
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      interruption.abort(new Error(`the rig was ended by ${name}`));
    });
  }
  const { signal } = interruption;
  let isGreen = false;
  try {
    const boot = (its: string, rootOnUsb: boolean): Promise<RunningRig> => RunningRig.boot(files, its, rootOnUsb);
    const results = await runInGuests(scenarios, { guests, boot, folder, signal });
    isGreen = results.every(({ passed }) => passed) && !signal.aborted;
    return results;
  } finally {
    if (signal.aborted) await removeGuests(folder);
    if (isGreen) await rm(folder, { recursive: true });
    else console.log(`rig: logs are kept in ${folder}`);
  }
}

/** The drives of guests that nobody asked about any more; logs stay. */
async function removeGuests(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries)
    if (entry.isDirectory()) await rm(path.join(folder, entry.name), { recursive: true, force: true });
}
