import assert from 'node:assert/strict';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { MIB } from '../host/block-devices.ts';
import { poll } from '../host/waiting.ts';
import type { Rig, Scenario } from '../scenario.ts';
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
    await job.kill('SIGKILL');
    const start = Date.now();
    await poll(async () => (await writerPids(rig)).length === 0, END_MS, 'end of the writer');
    const seconds = (Date.now() - start) / 1000;
    const { signal } = await job.done(END_MS);
    assert.equal(signal, 'SIGKILL');
    await assertLeftUnfinished(rig, stick);
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
    const pids = await writerPids(rig);
    assert.equal(pids.length, 1, `writers: ${pids.join(' ')}`);
    await rig.guest.must('kill', '-KILL', ...pids);
    assertFailed(await rig.finished(job), { exit: 'drive', code: 'writer-died', state: 'unknown' });
    await assertLeftUnfinished(rig, stick);
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
    await job.kill('SIGKILL');
    const start = Date.now();
    const left = async (): Promise<number> => (await pidsOf(rig, CLI)).length + (await writerPids(rig)).length;
    await poll(async () => (await left()) === 0, END_MS, 'end of both programs');
    const seconds = (Date.now() - start) / 1000;
    await assertLeftUnfinished(rig, stick);
    return `both ended after ${seconds.toFixed(1)} s, marker`;
  },
};

export const killedPrograms: readonly Scenario[] = [killParent, killWriter, closeTerminal];

function writerPids(rig: Rig): Promise<readonly string[]> {
  return pidsOf(rig, 'dist/writer[.]cjs');
}

/** Of the programs with this in their command line; nobody's own, where a character stands in brackets. */
async function pidsOf(rig: Rig, pattern: string): Promise<readonly string[]> {
  const { out } = await rig.guest.exec('pgrep', '-f', pattern);
  return out.split('\n').filter((line) => line !== '');
}
