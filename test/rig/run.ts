import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prepareGuest, type GuestFiles } from './prepare/prepare.ts';
import { table, writeReport, type ScenarioResult } from './report.ts';
import { RunningRig } from './rig.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/list.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean' }, report: { type: 'string' } },
});

if (values.list) {
  for (const { name, expected } of SCENARIOS) console.log(`${name.padEnd(24)}${expected}`);
} else {
  const results = await runAll(chosen(positionals));
  console.log(`\n${table(results)}`);
  if (values.report !== undefined) await writeReport(values.report, results);
  if (results.some(({ passed }) => !passed)) process.exitCode = 1;
}

function chosen(names: readonly string[]): readonly Scenario[] {
  const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) throw new Error(`No scenario ${unknown.join(', ')}; npm run rig -- --list names them`);
  return names.length === 0 ? SCENARIOS : SCENARIOS.filter(({ name }) => names.includes(name));
}

/** All in one guest, because a boot costs more than a plug; after a failure in a fresh one. */
async function runAll(scenarios: readonly Scenario[]): Promise<readonly ScenarioResult[]> {
  const files = await prepareGuest((line) => {
    console.log(`rig: ${line}`);
  });
  // Short: the path of a unix socket has room for 100 characters.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'nb-rig-'));
  const results: ScenarioResult[] = [];
  let rig: RunningRig | undefined;
  try {
    for (const scenario of scenarios) {
      const { rootOnUsb = false, cutsPower = false } = scenario;
      if (rootOnUsb) {
        await rig?.stop();
        rig = undefined;
      }
      rig ??= await booted(files, await mkdtemp(path.join(folder, 'g')), rootOnUsb);
      const result = await runOne(scenario, rig, folder);
      results.push(result);
      console.log(`${result.passed ? 'ok    ' : 'FAILED'} ${scenario.name} (${result.seconds.toFixed(1)} s)`);
      if (result.passed && !cutsPower && !rootOnUsb) continue;
      if (!result.passed) console.log(result.seen);
      await rig.stop();
      rig = undefined;
    }
  } finally {
    await rig?.stop();
    if (results.length === scenarios.length && results.every(({ passed }) => passed)) {
      await rm(folder, { recursive: true });
    } else console.log(`rig: logs are kept in ${folder}`);
  }
  return results;
}

async function booted(files: GuestFiles, folder: string, rootOnUsb: boolean): Promise<RunningRig> {
  const start = Date.now();
  const rig = await RunningRig.boot(files, folder, rootOnUsb);
  console.log(`rig: the guest is up after ${secondsSince(start).toFixed(1)} s`);
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
