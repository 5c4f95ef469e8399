import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WriterEvent } from '../../src/contract/writer.ts';
import { BLOCK_BYTES, MAX_BUFFER_BYTES } from '../../src/writer/blocks.ts';
import { createFlow } from '../../src/writer/flow.ts';

const MIB = BLOCK_BYTES;
const TICK_MS = 200;

/** A target that has written up to `position` of what came in. */
interface FakeJob {
  readonly name: string;
  lane: { position: number; idle: boolean; idleMs: number; completedBytes: number } | null;
}

function fakeJob(name: string): FakeJob {
  return { name, lane: { position: 0, idle: true, idleMs: 0, completedBytes: 0 } };
}

function setUp(jobs: FakeJob[], freeBytes = MAX_BUFFER_BYTES) {
  const windows: number[] = [];
  const aside: string[] = [];
  const stream = { received: 0 };
  const pool = { freeBytes };
  const flow = createFlow<FakeJob>({
    emit: (event: WriterEvent) => {
      if (event.type === 'window') windows.push(event.upTo);
    },
    stream,
    pool,
    streaming: () => jobs.filter(({ name }) => !aside.includes(name)),
    setAside: ({ name }) => aside.push(name),
  });
  /** The other side sends all it may; the job writes up to `position`, at most `ms` long at `rate`. */
  const receiveAll = (): void => {
    stream.received = flow.upTo;
  };
  const writeUpTo = (job: FakeJob, position: number, ms = 0, rate = Infinity): void => {
    const reached = Math.min(position, stream.received);
    const before = job.lane ?? { position: 0, idleMs: 0 };
    const busyMs = reached > before.position ? ((reached - before.position) / rate) * 1000 : 0;
    const isIdle = reached === stream.received;
    const idleMs = before.idleMs + (isIdle ? Math.max(0, ms - busyMs) : 0);
    job.lane = { position: reached, completedBytes: reached, idle: isIdle, idleMs };
  };
  return { flow, windows, aside, stream, pool, receiveAll, writeUpTo };
}

describe('the window', () => {
  it('stays shut until the targets are ready', () => {
    const { flow, windows } = setUp([fakeJob('a')]);
    flow.update();
    flow.tick(TICK_MS);
    expect(windows).toEqual([]);
    flow.open();
    expect(windows).toEqual([16 * MIB]);
  });

  it('opens no further than the slowest target and the buffers allow, and only forward', () => {
    const step = fc.record({
      receive: fc.nat({ max: 20 * MIB }),
      write: fc.array(fc.nat({ max: 20 * MIB }), { minLength: 2, maxLength: 2 }),
      held: fc.nat({ max: 16 }),
      tick: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const jobs = [fakeJob('a'), fakeJob('b')];
        const { flow, windows, stream, pool, writeUpTo } = setUp(jobs, 16 * MIB);
        flow.open();
        for (const { receive, write, held, tick } of steps) {
          stream.received = Math.min(stream.received + receive, flow.upTo);
          jobs.forEach((job, at) => writeUpTo(job, (job.lane?.position ?? 0) + (write[at] ?? 0)));
          pool.freeBytes = (16 - held) * MIB;
          const before = windows.length;
          if (tick) flow.tick(TICK_MS);
          else flow.update();
          if (windows.length > before) expect(flow.upTo).toBeLessThanOrEqual(stream.received + pool.freeBytes);
        }
        expect(windows).toEqual([...windows].sort((one, other) => one - other));
        expect(new Set(windows).size).toBe(windows.length);
      }),
    );
  });

  it('opens at once again for a drive that is faster than all the buffers a second', () => {
    const job = fakeJob('fast');
    const { flow, windows, receiveAll, writeUpTo } = setUp([job]);
    flow.open();
    for (let i = 0; i < 50; i++) {
      receiveAll();
      writeUpTo(job, Infinity);
      const before = windows.length;
      // 1 ms for a whole window: gigabytes a second.
      flow.tick(1);
      expect(windows.length).toBe(before + 1);
    }
  });

  it('shrinks to about a second of what a slow drive takes', () => {
    const job = fakeJob('slow');
    const { flow, receiveAll, writeUpTo } = setUp([job]);
    flow.open();
    for (let i = 1; i < 100; i++) {
      receiveAll();
      writeUpTo(job, i * 0.4 * MIB);
      flow.tick(TICK_MS);
    }
    expect(flow.upTo - (job.lane?.position ?? 0)).toBeLessThanOrEqual(8 * MIB);
  });

  it('is told in whole bytes, whatever the rate', () => {
    const job = fakeJob('odd');
    const { flow, windows, receiveAll, writeUpTo } = setUp([job]);
    flow.open();
    for (let i = 1; i < 40; i++) {
      receiveAll();
      writeUpTo(job, i * 3_333_333);
      flow.tick(137);
    }
    expect(windows.length).toBeGreaterThan(5);
    expect(windows.filter((upTo) => !Number.isSafeInteger(upTo))).toEqual([]);
  });

  it('says nothing while there is no target', () => {
    const { flow, windows } = setUp([]);
    flow.open();
    flow.tick(TICK_MS);
    expect(windows).toEqual([]);
  });
});

/** Ticks for `ms` while each job writes at its own rate (bytes a second); returns when which job was set aside. */
function race(rates: readonly number[], ms: number, options: { sourceRate?: number; imageBytes?: number } = {}) {
  const jobs = rates.map((_, at) => fakeJob(`job ${at}`));
  const { flow, aside, stream, writeUpTo } = setUp(jobs);
  const { sourceRate = Infinity, imageBytes = Infinity } = options;
  const times: number[] = [];
  flow.open();
  let open = true;
  for (let now = TICK_MS; now <= ms; now += TICK_MS) {
    stream.received = Math.min(flow.upTo, imageBytes, stream.received + (sourceRate * TICK_MS) / 1000);
    if (open && stream.received === imageBytes) {
      open = false;
      flow.close();
    }
    jobs.forEach((job, at) => {
      const rate = rates[at] ?? 0;
      writeUpTo(job, (job.lane?.position ?? 0) + (rate * TICK_MS) / 1000, TICK_MS, rate);
    });
    flow.tick(TICK_MS);
    while (times.length < aside.length) times.push(now);
  }
  return { aside, times };
}

describe('a laggard', () => {
  it('is set aside when the others have waited for it for five seconds, not earlier', () => {
    const { aside, times } = race([100 * MIB, 0], 20_000);
    expect(aside).toEqual(['job 1']);
    expect(times[0]).toBeGreaterThanOrEqual(5_000);
    expect(times[0]).toBeLessThan(7_000);
  });

  it('that is twenty times slower is set aside within ten seconds', () => {
    const { aside, times } = race([60 * MIB, 60 * MIB, 3 * MIB], 20_000);
    expect(aside).toEqual(['job 2']);
    expect(times[0]).toBeLessThan(10_000);
  });

  it.each([
    ['a tenth as fast', [60 * MIB, 6 * MIB], 6_000, 8_000],
    ['a third as fast', [60 * MIB, 20 * MIB], 10_000, 16_000],
    ['a third as fast as three others', [60 * MIB, 60 * MIB, 60 * MIB, 20 * MIB], 10_000, 16_000],
    ['two fifths as fast', [50 * MIB, 20 * MIB], 15_000, 26_000],
    ['a third as fast, and slow', [6 * MIB, 2 * MIB], 10_000, 16_000],
  ])('that is %s is set aside in time', (_name, rates, fromMs, toMs) => {
    const { aside, times } = race(rates, 60_000);
    expect(aside).toEqual([`job ${rates.length - 1}`]);
    expect(times[0]).toBeGreaterThanOrEqual(fromMs);
    expect(times[0]).toBeLessThan(toMs);
  });

  it('leaves the others to go on at their own rates', () => {
    expect(race([60 * MIB, 40 * MIB, 8 * MIB], 600_000).aside).toEqual(['job 2']);
  });

  it('has company: each of two that hang is set aside', () => {
    expect(race([60 * MIB, 60 * MIB, 0, 0], 30_000).aside).toEqual(['job 2', 'job 3']);
  });

  it.each([
    ['the only target', [0]],
    ['as slow as all the others', [0, 0]],
    ['a tenth slower, however long it takes', [60 * MIB, 54 * MIB]],
    ['half as fast', [60 * MIB, 30 * MIB]],
    ['little more than half as fast, at a rate that goes with the ticks', [8 * MIB, 5 * MIB]],
    ['half as fast as the fastest, among others', [60 * MIB, 45 * MIB, 30 * MIB]],
  ])('is nobody who is %s', (_name, rates) => {
    expect(race(rates, 600_000).aside).toEqual([]);
  });

  it('is nobody while it is the image that comes slowly', () => {
    expect(race([60 * MIB, 10 * MIB], 120_000, { sourceRate: 5 * MIB }).aside).toEqual([]);
  });

  it('is nobody once the whole image is in: nobody waits any more', () => {
    expect(race([60 * MIB, MIB], 60_000, { imageBytes: 16 * MIB }).aside).toEqual([]);
  });
});
