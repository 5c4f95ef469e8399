import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { WriteHeader } from '../../src/contract/writer.ts';
import { callsOn, type Call } from '../support/strace-log.ts';
import { testImage } from '../support/test-image.ts';
import { startWriter } from '../support/writer-child.ts';
import { folder, run } from './drives-support.ts';
import { cardHeader, loopCard, MIB, withCapacity, type LoopCard } from './writer-support.ts';

const CARD_BYTES = 16 * MIB + 512;
const IMAGE = testImage(8 * MIB + 700);

/** What the writer asks of the kernel for this device, as strace saw it. */
async function traced(card: LoopCard, changes: Partial<WriteHeader> = {}): Promise<readonly Call[]> {
  const log = `${folder('/var/tmp')}/strace`;
  const strace = ['strace', '-f', '-s', '24', '-o', log];
  const writer = await startWriter([...strace, '-e', 'trace=openat,close,pwrite64,pread64,fsync,fdatasync']);
  const [outcome] = await writer.pass(cardHeader([card], changes), IMAGE);
  expect(outcome?.kind).toBe('done');
  writer.closeInput();
  await writer.exited;
  return callsOn(card.device, readFileSync(log, 'utf8'));
}

/** The calls in groups: a flush is a group, and so is everything of one kind between two others. */
function steps(calls: readonly Call[]): readonly (readonly Call[])[] {
  const groups: Call[][] = [];
  for (const call of calls) {
    const last = groups.at(-1);
    if (last && last[0]?.name === call.name && call.name !== 'fsync') last.push(call);
    else groups.push([call]);
  }
  return groups;
}

/** `wipe at 0`, `flush`, `write 1 to 8` (whole MiB of their offsets): what happened, in one line a step. */
function story(calls: readonly Call[]): readonly string[] {
  return steps(calls).map((group) => {
    const [first] = group;
    if (first?.name === 'fsync') return 'flush';
    const offsets = group.map(({ offset }) => Math.floor((offset ?? 0) / MIB)).sort((one, other) => one - other);
    return `${first?.name === 'pwrite64' ? 'write' : 'read'} ${offsets.join(' ')}`;
  });
}

/** Nothing of a step begins before everything of the step before it has returned. */
function expectOneAfterTheOther(calls: readonly Call[]): void {
  for (const [at, group] of steps(calls).entries()) {
    const before = steps(calls)[at - 1] ?? [];
    const returned = Math.max(-1, ...before.map(({ end }) => end));
    expect(Math.min(...group.map(({ begin }) => begin))).toBeGreaterThan(returned);
  }
}

describe('what reaches the drive, and in which order', () => {
  it('wipe, flush, data, flush, reads, first MiB but for its first page, flush, that page, flush, read', async () => {
    const calls = await traced(await loopCard(CARD_BYTES));
    expect(story(calls)).toEqual([
      'write 0 15',
      'flush',
      'write 1 2 3 4 5 6 7 8',
      'flush',
      'read 0 1 2 3 4 5 6 7 8',
      'write 0',
      'flush',
      'write 0',
      'flush',
      'read 0 8',
    ]);
    expectOneAfterTheOther(calls);
    expect(calls.every(({ name, length, result }) => name === 'fsync' || result === length)).toBe(true);
    const firsts = calls.filter(({ name, offset }) => name === 'pwrite64' && offset === 0);
    expect(firsts.map(({ text }) => text.includes('NIXBERRY-UNFINISHED'))).toEqual([true, false]);
    expect(firsts.map(({ length }) => length)).toEqual([MIB, 4096]);
  });

  it('covers the last MiB of a drive of any number of sectors', async () => {
    const [, tail] = await traced(await loopCard(CARD_BYTES));
    expect([(tail?.offset ?? 0) + (tail?.length ?? 0), tail?.length]).toEqual([CARD_BYTES, MIB]);
  });

  it('without verification still flushes before the first MiB, and after it', async () => {
    const calls = await traced(await loopCard(CARD_BYTES), { verify: false });
    expect(story(calls)).toEqual([
      ...['write 0 15', 'flush', 'write 1 2 3 4 5 6 7 8', 'flush'],
      // Its own marker, without which it would write no more.
      'read 0',
      ...['write 0', 'flush', 'write 0', 'flush'],
    ]);
    expectOneAfterTheOther(calls);
  });

  it('probes between the wipe and the data', async () => {
    const calls = await traced(withCapacity(await loopCard(CARD_BYTES), 'probe'));
    expect(story(calls).slice(0, 6)).toEqual([
      'write 0 15',
      'flush',
      'write 1 3 5 9 15',
      'flush',
      'read 1 3 5 9 15',
      'write 1 2 3 4 5 6 7 8',
    ]);
    expectOneAfterTheOther(calls);
  });

  it('writes nothing to a card that is right already, when only changes are wanted', async () => {
    const card = await loopCard(CARD_BYTES);
    await (await startWriter()).pass(cardHeader([card]), IMAGE);
    const calls = await traced(card, { onlyChanged: true });
    expect(calls.filter(({ name }) => name === 'pwrite64')).toEqual([]);
  });

  it('wipes and flushes the first MiB before the first block that differs', async () => {
    const card = await loopCard(CARD_BYTES);
    const calls = await traced(card, { onlyChanged: true });
    const changing = calls.filter(({ name }) => name !== 'pread64');
    expect(story(changing)).toEqual([
      'write 0',
      'flush',
      'write 15',
      'flush',
      'write 1 2 3 4 5 6 7 8',
      'flush',
      'write 0',
      'flush',
      'write 0',
      'flush',
    ]);
    expectOneAfterTheOther(changing);
    expect(changing[0]?.text).toContain('NIXBERRY-UNFINISHED');
  });

  it('wipes and flushes the first MiB even when that alone differs', async () => {
    const card = await loopCard(CARD_BYTES);
    await (await startWriter()).pass(cardHeader([card]), IMAGE);
    run('dd', 'if=/dev/zero', `of=${card.device}`, 'bs=64', 'seek=7', 'count=1', 'conv=notrunc');
    const calls = await traced(card, { onlyChanged: true });
    const changing = calls.filter(({ name }) => name !== 'pread64');
    expect(story(changing)).toEqual([
      ...['write 0', 'flush', 'write 15', 'flush'],
      // What every pass flushes before it verifies.
      'flush',
      ...['write 0', 'flush', 'write 0', 'flush'],
    ]);
    expect(changing[0]?.text).toContain('NIXBERRY-UNFINISHED');
  });
});
