import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { identified } from '../host/nixberry.ts';
import { poll } from '../host/waiting.ts';
import type { Rig, Scenario, Stick } from '../scenario.ts';
import { assertFailed, assertLeftUnfinished, seeProgress, startedAndIn } from './faults.ts';
import { LONG_PHASES, slowWhile, type LongPhase } from './midway.ts';

const END_MS = 15_000;
/** The terminal's program itself, not the shell and `script` that have started it. */
const CLI = '^[^ ]*node [^ ]*dist/nixberry[.]js';

interface Ending {
  readonly name: string;
  readonly expected: string;
  /** Starts a flash, sees it in this phase, and ends a program. Resolves to what was seen. */
  run(rig: Rig, stick: Stick, phase: LongPhase): Promise<string>;
}

/** The window, or the terminal's program, is gone without a word: the writer must not go on alone. */
const killParent: Ending = {
  name: 'kill-parent',
  expected: 'the writer ends, marker',
  async run(rig, stick, phase) {
    const job = await startedAndIn(rig, stick, phase);
    await assertOneWriter(rig);
    await job.kill('SIGKILL');
    const seconds = await secondsUntil(async () => (await writerPids(rig)).length === 0, 'end of the writer');
    const { signal } = await job.done(END_MS);
    assert.equal(signal, 'SIGKILL');
    return `the writer ended after ${seconds} s`;
  },
};

/** The part with root's rights is killed, by whoever runs out of memory. */
const killWriter: Ending = {
  name: 'kill-writer',
  expected: 'exit 6, writer-died, state unknown, marker',
  async run(rig, stick, phase) {
    const job = await startedAndIn(rig, stick, phase);
    await rig.guest.must('kill', '-KILL', await assertOneWriter(rig));
    const words = /part of Nixberry that writes ended[^]*Start again/;
    assertFailed(await rig.finished(job), { exit: 'drive', code: 'writer-died', state: 'unknown', words });
    return `exit ${EXIT.drive}, writer-died, state unknown`;
  },
};

/** The terminal's window is closed: its programs are hung up on. */
const closeTerminal: Ending = {
  name: 'close-terminal',
  expected: 'both programs end, marker',
  async run(rig, stick, phase) {
    const job = rig.startOnTerminal('flash', rig.image, '--to', stick.device, '--yes');
    await seeProgress(job, phase);
    assert.equal((await pidsOf(rig, CLI)).length, 1);
    await assertOneWriter(rig);
    await job.kill('SIGKILL');
    const left = async (): Promise<number> => (await pidsOf(rig, CLI)).length + (await writerPids(rig)).length;
    return `both ended after ${await secondsUntil(async () => (await left()) === 0, 'end of both programs')} s`;
  },
};

/** Each of them while the drive is written, and while it is verified. */
export const killedPrograms: readonly Scenario[] = [killParent, killWriter, closeTerminal].flatMap((ending) =>
  LONG_PHASES.map((phase) => ({
    name: `${ending.name}-while-${phase}`,
    expected: ending.expected,
    async run(rig) {
      const stick = await rig.plug(`${ending.name}-${phase}`, { content: 'card', ...slowWhile(phase) });
      const seen = await ending.run(rig, stick, phase);
      await assertToldOf(rig, stick);
      return `${seen}, marker`;
    },
  })),
);

async function secondsUntil(isSo: () => Promise<boolean>, what: string): Promise<string> {
  const start = Date.now();
  await poll(isSo, END_MS, what);
  return ((Date.now() - start) / 1000).toFixed(1);
}

/** The marker is there, and Nixberry, started again, tells of it. */
async function assertToldOf(rig: Rig, stick: Stick): Promise<void> {
  await assertLeftUnfinished(rig, stick);
  const { card, words } = await identified(stick.file);
  assert.equal(card.kind, 'unfinished', JSON.stringify(card));
  assert.match(words, /begun on \d{4}-.* has not come to its end/);
}

/** Its pid. Without one its end would prove nothing. */
async function assertOneWriter(rig: Rig): Promise<string> {
  const [pid, ...more] = await writerPids(rig);
  assert.ok(pid !== undefined && more.length === 0, `writers: ${[pid, ...more].join(' ')}`);
  return pid;
}

function writerPids(rig: Rig): Promise<readonly string[]> {
  return pidsOf(rig, 'dist/writer[.]cjs');
}

/** Of the programs with this in their command line; nobody's own, where a character stands in brackets. */
async function pidsOf(rig: Rig, pattern: string): Promise<readonly string[]> {
  const { code, out, err } = await rig.guest.exec('pgrep', '-f', pattern);
  // 1: none. Any other is pgrep's own trouble, and no answer.
  assert.ok(code === 0 || code === 1, `pgrep ended with ${String(code)}: ${err}`);
  return out.split('\n').filter((line) => line !== '');
}
