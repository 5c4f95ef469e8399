import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { MIB } from '../host/block-devices.ts';
import { identified } from '../host/nixberry.ts';
import { poll } from '../host/waiting.ts';
import type { Rig, Scenario, Stick } from '../scenario.ts';
import { assertFailed, assertLeftUnfinished, seeProgress, startedAndIn } from './faults.ts';

const END_MS = 15_000;
/** The terminal's program itself, not the shell and `script` that have started it. */
const CLI = '^[^ ]*node [^ ]*dist/nixberry[.]js';

/** The window, or the terminal's program, is gone without a word: the writer must not go on alone. */
const killParent: Scenario = {
  name: 'kill-parent',
  expected: 'the writer ends, marker',
  async run(rig) {
    const stick = await rig.plug('orphan', { content: 'card', writeBytesPerSecond: 4 * MIB });
    const job = await startedAndIn(rig, stick, 'writing');
    await assertOneWriter(rig);
    await job.kill('SIGKILL');
    const start = Date.now();
    await poll(async () => (await writerPids(rig)).length === 0, END_MS, 'end of the writer');
    const seconds = (Date.now() - start) / 1000;
    const { signal } = await job.done(END_MS);
    assert.equal(signal, 'SIGKILL');
    await assertToldOf(rig, stick);
    return `the writer ended after ${seconds.toFixed(1)} s, marker`;
  },
};

/** The part with root's rights is killed, by whoever runs out of memory. */
const killWriter: Scenario = {
  name: 'kill-writer',
  expected: 'exit 6, writer-died, state unknown, marker',
  async run(rig) {
    const stick = await rig.plug('widow', { content: 'card', writeBytesPerSecond: 4 * MIB });
    const job = await startedAndIn(rig, stick, 'writing');
    await rig.guest.must('kill', '-KILL', await assertOneWriter(rig));
    const words = /part of Nixberry that writes ended[^]*Start again/;
    assertFailed(await rig.finished(job), { exit: 'drive', code: 'writer-died', state: 'unknown', words });
    await assertToldOf(rig, stick);
    return `exit ${EXIT.drive}, writer-died, state unknown, marker`;
  },
};

/** The terminal's window is closed: its programs are hung up on. */
const closeTerminal: Scenario = {
  name: 'close-terminal',
  expected: 'both programs end, marker',
  async run(rig) {
    const stick = await rig.plug('closed', { content: 'card', writeBytesPerSecond: 4 * MIB });
    const job = rig.startOnTerminal('flash', rig.image, '--to', stick.device, '--yes');
    await seeProgress(job, 'writing');
    assert.equal((await pidsOf(rig, CLI)).length, 1);
    await assertOneWriter(rig);
    await job.kill('SIGKILL');
    const start = Date.now();
    const left = async (): Promise<number> => (await pidsOf(rig, CLI)).length + (await writerPids(rig)).length;
    await poll(async () => (await left()) === 0, END_MS, 'end of both programs');
    const seconds = (Date.now() - start) / 1000;
    await assertToldOf(rig, stick);
    return `both ended after ${seconds.toFixed(1)} s, marker`;
  },
};

export const killedPrograms: readonly Scenario[] = [killParent, killWriter, closeTerminal];

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
