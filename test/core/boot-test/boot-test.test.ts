import { expect, test } from 'vitest';
import { bootTest, type BootRequest } from '../../../src/core/boot-test/boot-test.ts';
import type { BootEvent, BootResult } from '../../../src/core/boot-test/events.ts';
import type { BootPorts, Machine, MachineEnd } from '../../../src/core/boot-test/ports.ts';
import type { ConsoleName } from '../../../src/core/boot-test/console.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { isEnd } from '../../../src/core/jobs/follow-job.ts';
import type { End } from '../../../src/core/jobs/job.ts';
import type { ImageSource } from '../../../src/core/ports.ts';

const REQUEST: BootRequest = { image: 'pi.img', until: null, timeoutMs: 1000, memoryBytes: 2 ** 30, uBoot: null };

type Hear = (from: ConsoleName, output: string) => void;

/** Ports whose machine says what it is told to, and ends in this way when nobody stops it. */
function portsOf(say: (hear: Hear) => void, end: MachineEnd, did: string[], hasRoom = true): BootPorts {
  const source = { name: 'pi.img', format: 'raw', bytes: 512, close: () => Promise.resolve() };
  return {
    images: { open: () => Promise.resolve(source as unknown as ImageSource) },
    copyCard: () =>
      Promise.resolve({
        path: '/card',
        assertRoom: () =>
          hasRoom ? Promise.resolve() : Promise.reject(new AppError('boot-no-room', { folder: '/tmp' })),
        remove: () => Promise.resolve(void did.push('removed')),
      }),
    keepLog: (text) => Promise.resolve(`log:${text}`),
    clock: { now: () => 0 },
    machines: {
      find: () => Promise.resolve({ qemu: 'qemu', uBoot: 'u-boot' }),
      run: (parts, hear) => {
        did.push(`run ${parts.card}`);
        const stopped = new AbortController();
        const machine: Machine = {
          type: (text) => did.push(`type ${text.slice(0, 7)}`),
          stop: () => stopped.abort(),
        };
        say((from, output) => {
          hear(machine, from, output);
        });
        return Promise.resolve(stopped.signal.aborted ? { kind: 'ended' } : end);
      },
    },
  };
}

async function run(
  say: (hear: Hear) => void,
  end: MachineEnd,
  { signal = new AbortController().signal, hasRoom = true } = {},
) {
  const did: string[] = [];
  const events: BootEvent[] = [];
  let last: End<BootResult> | null = null;
  for await (const event of bootTest(REQUEST, portsOf(say, end, did, hasRoom), signal)) {
    if (isEnd<BootResult>(event)) last = event;
    else events.push(event);
  }
  return { did, events, last };
}

test('a login ends the machine, and the card goes', async () => {
  const { did, events, last } = await run(
    (hear) => {
      hear('serial', 'Hit any key to stop autoboot: 2');
      hear('serial', '\r\nStarting kernel ...\r\n');
      hear('serial', 'pi login: ');
    },
    { kind: 'timeout' },
  );
  expect(last).toEqual({ type: 'done', result: { line: 'pi login:', ms: 0 } });
  expect(did).toEqual(['run /card', 'type  setenv', 'removed']);
  expect(events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []))).toEqual([
    'copying',
    'u-boot',
    'kernel',
  ]);
});

test('what does not boot keeps its console, of both', async () => {
  const { did, last } = await run(
    (hear) => {
      hear('serial', 'Starting kernel ...\n');
      hear('virtio', 'Welcome\n');
    },
    { kind: 'timeout' },
  );
  expect(last).toMatchObject({
    type: 'failed',
    error: {
      code: 'boot-failed',
      facts: { image: 'pi.img', reason: 'timeout', log: 'log:Starting kernel ...\nWelcome\n' },
    },
  });
  expect(did.at(-1)).toBe('removed');
});

test('where no room is left for what the card takes, nothing is said of the image', async () => {
  const noRoom = { hasRoom: false };
  const { did, last } = await run((hear) => hear('serial', 'Starting kernel ...\n'), { kind: 'timeout' }, noRoom);
  expect(last).toMatchObject({ type: 'failed', error: { code: 'boot-no-room', facts: { folder: '/tmp' } } });
  expect(did.at(-1)).toBe('removed');
  // One that has booted has booted.
  const booted = await run((hear) => hear('serial', 'Starting kernel ...\npi login: '), { kind: 'timeout' }, noRoom);
  expect(booted.last).toMatchObject({ type: 'done' });
});

test('a QEMU that fails says nothing about the image', async () => {
  const { last, did } = await run(() => undefined, { kind: 'failed', detail: 'no memory' });
  expect(last).toMatchObject({ type: 'failed', error: { code: 'qemu-failed', facts: { detail: 'no memory' } } });
  expect(did.at(-1)).toBe('removed');
});

test('one that is stopped is cancelled, and leaves no card', async () => {
  const controller = new AbortController();
  const { last, did } = await run(() => controller.abort(), { kind: 'ended' }, { signal: controller.signal });
  expect(last).toEqual({ type: 'cancelled' });
  expect(did.at(-1)).toBe('removed');
});

test('an image that talks without end is kept in part', async () => {
  const { last } = await run((hear) => hear('serial', `Starting kernel ...\n${'x\n'.repeat(50_000)}`), {
    kind: 'timeout',
  });
  const log = last?.type === 'failed' ? String(last.error.facts.log) : '';
  expect(log.split('\n').length).toBeLessThan(25_000);
});
