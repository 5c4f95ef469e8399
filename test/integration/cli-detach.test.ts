import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeTempFolder } from '../../src/cli/in-temp-folder.ts';
import { jsonLines, useCli, type CliRun } from '../cli/run-cli.ts';
import { until } from '../support/waiting.ts';
import { startOtherMachine, type OtherMachine } from './other-machine.ts';
import { makePlacesFlake, nixberryEnv } from './places-support.ts';

// What becomes of a build on another machine when the command that waits for it has to end.

const cli = useCli(100_000);
let other: OtherMachine;
let flake: Awaited<ReturnType<typeof makePlacesFlake>>;
let work: string;
beforeAll(async () => (other = await startOtherMachine()));
beforeEach(async () => {
  work = await makeTempFolder();
  // One each: what is built is built.
  flake = await makePlacesFlake(1);
});
afterEach(async () => {
  await rm(work, { recursive: true, force: true });
  await flake.remove();
});
afterAll(() => other.stop());

async function begin(): Promise<CliRun> {
  const env = { ...nixberryEnv(join(work, 'data')), ...other.env };
  const run = cli.start(['build', `${flake.dir}#slow`, '--on', 'host:other', '--json'], env);
  await until('the build to begin', () => run.stdout().includes('slow begins'), 60_000);
  return run;
}

const notes = ({ stdout }: CliRun): readonly string[] =>
  jsonLines(stdout()).flatMap((line) => (line.type === 'build-note' ? [line.code] : []));

it.each([
  ['SIGHUP', ({ child }: CliRun) => void child.kill('SIGHUP')],
  ['SIGTERM', ({ child }: CliRun) => void child.kill('SIGTERM')],
  ['a closed stdout', ({ child }: CliRun) => void child.stdout.destroy()],
])('%s leaves it there, and the same command takes it up', async (name, leave) => {
  const first = await begin();
  leave(first);
  expect(await first.exit).toBe(130);
  if (name !== 'a closed stdout') expect(notes(first).at(-1)).toBe('job-left');
  const second = await begin();
  expect(notes(second)).toContain('job-resumed');
  expect(await second.exit).toBe(0);
});

it('Ctrl-C stops it, and says so', async () => {
  const first = await begin();
  first.child.kill('SIGINT');
  expect(await first.exit).toBe(130);
  expect(notes(first).at(-1)).toBe('job-stopping');
  const second = await begin();
  expect(notes(second)).not.toContain('job-resumed');
  second.child.kill('SIGINT');
  await second.exit;
});
