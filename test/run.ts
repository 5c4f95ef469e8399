// `npm test`: runs the groups, after providing what they need, and ends with `N passed, N failed`.
//   npm test                      all groups
//   npm test -- unit integration  some of them
//   npm test -- --list            what there is, and what is missing here
import { parseArgs } from 'node:util';
import { EXIT } from '../src/core/errors/exit.ts';
import { runChild } from './groups/child.ts';
import { installLine, provide } from './groups/debian.ts';
import { NOTHING, type Group, type Tally } from './groups/group.ts';
import { GROUPS } from './groups/list.ts';
import { missing } from './groups/needs.ts';
import { lastLine, summaryTable, type GroupResult } from './groups/summary.ts';

const BUILD_MS = 60_000;
const ONE_FAILED: Tally = { ...NOTHING, failed: 1 };
const IN_CI = process.env.CI === 'true';

// The running child is ended by `runChild`; what is left to do here is to start no other.
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted = true;
  });
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean' } } });

if (values.list) list();
else await runAll(chosen(positionals));

function list(): void {
  for (const { name, purpose, needs } of GROUPS) {
    const lacks = missing(needs).map((need) => need.name);
    console.log(
      `${name.padEnd(13)}${purpose}${lacks.length > 0 ? `\n${' '.repeat(13)}missing: ${lacks.join(', ')}` : ''}`,
    );
  }
  const line = installLine(missing(GROUPS.flatMap(({ needs }) => needs)));
  if (line !== null) console.log(`\n${line}`);
}

function chosen(names: readonly string[]): readonly Group[] {
  const unknown = names.filter((name) => !GROUPS.some((group) => group.name === name));
  if (unknown.length > 0) throw new Error(`No group ${unknown.join(', ')}; npm test -- --list names them`);
  return names.length === 0 ? GROUPS : GROUPS.filter(({ name }) => names.includes(name));
}

async function runAll(groups: readonly Group[]): Promise<void> {
  await provide(missing(groups.flatMap(({ needs }) => needs)), (line) => {
    console.log(line);
  });
  const built = !groups.some((group) => group.built) || (await build());
  const results: GroupResult[] = [];
  for (const group of groups) if (!interrupted) results.push(await runGroup(group, built));
  console.log(`\n${summaryTable(results)}\n`);
  console.log(lastLine(results));
  if (results.some(({ tally }) => tally.failed > 0)) process.exitCode = 1;
  if (interrupted) process.exitCode = EXIT.cancelled;
}

async function build(): Promise<boolean> {
  const { ok, output } = await runChild('node', ['build/build.mjs'], { timeoutMs: BUILD_MS, show: false });
  if (!ok) console.log(`The build failed:\n${output}`);
  return ok;
}

async function runGroup(group: Group, built: boolean): Promise<GroupResult> {
  console.log(`\n── ${group.name}: ${group.purpose}`);
  const { name } = group;
  const reason = whyNot(group, built);
  if (reason !== null) {
    console.log(`not run: ${reason}`);
    // A machine that is there to run everything must not turn green by skipping.
    const excused = !IN_CI || group.notInCi !== undefined;
    return {
      name,
      tally: excused && built ? { ...NOTHING, skipped: 1 } : ONE_FAILED,
      seconds: 0,
      skippedBecause: reason,
    };
  }
  const start = Date.now();
  const tally = await group.run().catch((error: unknown) => {
    console.error(error);
    return ONE_FAILED;
  });
  const { budgetSeconds = Infinity } = group;
  return { name, tally, seconds: (Date.now() - start) / 1000, budgetSeconds, skippedBecause: null };
}

function whyNot(group: Group, built: boolean): string | null {
  if (group.built && !built) return 'the build failed';
  const lacks = missing(group.needs).map(({ name }) => name);
  if (lacks.length === 0) return null;
  return `needs ${lacks.join(', ')}${IN_CI && group.notInCi !== undefined ? ` (${group.notInCi})` : ''}`;
}
