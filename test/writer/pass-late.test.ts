import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Phase, WriteHeader, WriterEvent } from '../../src/contract/writer.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { createDeferred } from '../../src/core/jobs/deferred.ts';
import type { DriveHost } from '../../src/writer/drive-host.ts';
import { aDrive, aPersonMount } from '../core/drives/a-drive.ts';
import { errnoError } from '../support/errors.ts';
import { writeHeader } from '../support/headers.ts';
import type { DeviceRequest } from '../support/memory-device.ts';
import { severalDrives, type SeveralDrives } from '../support/several-drives.ts';
import { testImage } from '../support/test-image.ts';
import { startTestPass, type TestAnswers, type TestPass } from '../support/test-pass.ts';

const MIB = BLOCK_BYTES;
const image = testImage(4 * MIB);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Behaviour = (request: DeviceRequest) => void | Promise<void>;

const sound: Behaviour = () => undefined;

/** Does not answer this request and what comes after it before it is released. */
function hanging(isIt: (request: DeviceRequest) => boolean) {
  const end = createDeferred<undefined>();
  let hangs = false;
  const behave: Behaviour = async (request) => {
    hangs ||= isIt(request);
    if (hangs) await end.promise;
  };
  return { behave, release: () => end.resolve(undefined) };
}

/** The flush that makes the image last, not that of the marker. */
function imageFlush(): (request: DeviceRequest) => boolean {
  let flushes = 0;
  return ({ kind }) => kind === 'flush' && ++flushes === 2;
}

function start(drives: SeveralDrives, changes: Partial<WriteHeader> = {}, answers?: TestAnswers): TestPass {
  const header = writeHeader({ imageBytes: image.byteLength, targets: [...drives.targets], ...changes });
  return startTestPass(header, undefined, drives.host, answers);
}

/** Lets so much time go by, in which everything that waits for nothing else goes on. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

function eventsOf<Type extends WriterEvent['type']>(run: TestPass, type: Type): Extract<WriterEvent, { type: Type }>[] {
  return run.events.filter((event): event is Extract<WriterEvent, { type: Type }> => event.type === type);
}

function stallsOf(run: TestPass, target: number): number[] {
  return eventsOf(run, 'stalled').flatMap((event) => (event.target === target ? event.ms : []));
}

function kindsOf(run: TestPass): string[] {
  return [...run.outcomes()].sort(([one], [other]) => one - other).map(([, { kind }]) => kind);
}

const HANGS: readonly [string, () => (request: DeviceRequest) => boolean][] = [
  ['flushed', imageFlush],
  [
    'verified',
    () =>
      ({ kind }) =>
        kind === 'read',
  ],
];

describe('a drive that hangs at the end, while the others wait to be read back', () => {
  it.each(HANGS)('as it is %s is set aside after 65 s, and the pass ends', async (_name, when) => {
    const late = hanging(when());
    const run = start(severalDrives(8 * MIB, [sound, late.behave, sound]), { eject: 'later' });
    void run.complete(image);
    await pass(60_000);
    expect([...run.outcomes().keys()].sort()).toEqual([0, 2]);
    await pass(7_000);
    expect(kindsOf(run)).toEqual(['done', 'set-aside', 'done']);
    expect(run.outcomes().get(1)).toEqual({ kind: 'set-aside', state: 'unbootable' });
    expect(run.events.at(-1)).toEqual({ type: 'pass-end' });
    await pass(10_000);
    expect(run.events.at(-1)).toEqual({ type: 'pass-end' });
  });

  it('has company: two are set aside together', async () => {
    const [one, two] = [hanging(imageFlush()), hanging(imageFlush())];
    const run = start(severalDrives(8 * MIB, [one.behave, sound, two.behave]), { eject: 'later' });
    void run.complete(image);
    await pass(67_000);
    expect(kindsOf(run)).toEqual(['set-aside', 'done', 'set-aside']);
  });

  it.each([
    ['where nothing is read back afterwards', { eject: 'yes' }, [sound]],
    ['where it is the only one', { eject: 'later' }, []],
    ['where none of the others is done', { eject: 'later' }, [failing]],
  ] as const)('is waited for %s', async (_name, changes, others) => {
    const late = hanging(imageFlush());
    const run = start(severalDrives(8 * MIB, [late.behave, ...others]), changes);
    void run.complete(image);
    await pass(600_000);
    expect(run.outcomes().has(0)).toBe(false);
    late.release();
    await pass(1_000);
    expect(run.outcomes().get(0)?.kind).toBe('done');
  });

  it('is waited for while another one goes on', async () => {
    const late = hanging(imageFlush());
    const slow: Behaviour = ({ kind }) =>
      kind === 'read' ? new Promise((resolve) => setTimeout(resolve, 30_000)) : undefined;
    const run = start(severalDrives(8 * MIB, [sound, late.behave, slow]), { eject: 'later' });
    void run.complete(image);
    await pass(75_000);
    expect(kindsOf(run)).toEqual(['done']);
    late.release();
    await pass(300_000);
    expect(kindsOf(run)).toEqual(['done', 'done', 'done']);
  });

  it('is none that waits for the answer of a person', async () => {
    const spoil: Behaviour = ({ kind }) => {
      if (kind === 'read') drives.drives[1]?.content.fill(1, 2 * MIB, 2 * MIB + 1);
    };
    const drives = severalDrives(8 * MIB, [sound, spoil]);
    const run = start(drives, { eject: 'later' }, { rewrite: () => null });
    void run.complete(image);
    await pass(600_000);
    expect(kindsOf(run)).toEqual(['done']);
    expect(stallsOf(run, 1)).toEqual([]);
    expect(eventsOf(run, 'ask-rewrite')).toHaveLength(1);
  });
});

function failing({ kind }: DeviceRequest): void {
  if (kind === 'read') throw errnoError('EIO');
}

describe('a target that has its result', () => {
  it('sends no more news of requests that hang', async () => {
    let writes = 0;
    const never = createDeferred<undefined>();
    // Of the image's blocks one fails, and the others do not end.
    const behave: Behaviour = async ({ kind, offset }) => {
      if (kind !== 'write' || offset < MIB || offset >= 4 * MIB) return;
      if (writes++ === 0) throw errnoError('EIO');
      await never.promise;
    };
    const slow = hanging(imageFlush());
    const run = start(severalDrives(8 * MIB, [behave, slow.behave]));
    void run.complete(image);
    await pass(30_000);
    expect(kindsOf(run)).toEqual(['failed']);
    const ended = run.events.findIndex(({ type }) => type === 'result');
    expect(run.events.slice(ended + 1).filter((event) => 'target' in event && event.target === 0)).toEqual([]);
    expect(stallsOf(run, 1).length).toBeGreaterThan(10);
  });
});

describe('a drive that has not answered is told', () => {
  it('in the pass after the one in which it was set aside, while that has not let go of it', async () => {
    const late = hanging(imageFlush());
    const drives = severalDrives(8 * MIB, [sound, late.behave]);
    void start(drives, { eject: 'later' }).complete(image);
    await pass(67_000);
    const again = start({ ...drives, targets: drives.targets.slice(1) });
    const written = again.complete(image);
    await pass(8_500);
    expect(eventsOf(again, 'phase').map(({ phase }) => phase)).toEqual(['checking']);
    const stalls = stallsOf(again, 0);
    expect([stalls.length, (stalls[0] ?? 0) >= 5_000, (stalls[0] ?? 0) < 5_400]).toEqual([4, true, true]);
    late.release();
    await pass(2_000);
    await written;
    expect(again.outcomes().get(0)?.kind).toBe('done');
  });

  const steps: readonly [Phase, (end: Promise<undefined>) => Partial<DriveHost>][] = [
    ['checking', (end) => ({ check: () => end.then(() => Promise.reject(errnoError('EIO'))) })],
    ['checking', (end) => ({ open: () => end.then(() => Promise.reject(errnoError('EIO'))) })],
    ['ejecting', (end) => ({ letGo: () => end.then(() => false) })],
  ];
  it.each(steps)('also while it is %s', async (phase, host) => {
    const end = createDeferred<undefined>();
    const run = start(severalDrives(8 * MIB, [sound], host(end.promise)), { eject: 'yes' });
    void run.complete(image);
    await pass(8_500);
    expect(eventsOf(run, 'phase').at(-1)?.phase).toBe(phase);
    expect(stallsOf(run, 0)).toHaveLength(4);
    end.resolve(undefined);
    await pass(1_000);
    expect(run.outcomes().size).toBe(1);
  });

  it('but not while what was written to it before is still on its way: an unmount may take minutes', async () => {
    const end = createDeferred<undefined>();
    const host: Partial<DriveHost> = {
      check: () => Promise.resolve(aDrive({ mounts: [aPersonMount('/media/card')] })),
      unmount: () => end.promise.then(() => []),
    };
    const run = start(severalDrives(8 * MIB, [sound], host), { eject: 'yes' });
    void run.complete(image);
    await pass(8_500);
    expect(eventsOf(run, 'phase').at(-1)?.phase).toBe('unmounting');
    expect(stallsOf(run, 0)).toEqual([]);
    end.resolve(undefined);
    await pass(1_000);
    expect(run.outcomes().size).toBe(1);
  });
});
