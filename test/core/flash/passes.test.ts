import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { exitCodeOf } from '../../../src/core/errors/causes.ts';
import type { TargetOutcome } from '../../../src/core/flash/protocol-events.ts';
import type { FlashTargetRequest } from '../../../src/core/flash/request.ts';
import { failureOf, flashRequest, flashWorld, IMAGE, memorySource, runFlash } from '../../support/flash-world.ts';
import { honestScript, type WriterScript } from '../../support/scripted-writer.ts';

const TARGETS = ['/dev/sdx', '/dev/sdy', '/dev/sdz'].map((path): FlashTargetRequest => ({ kind: 'drive', path }));
const request = flashRequest({ targets: TARGETS });

function failed(code: 'bad-sector' | 'verify-mismatch' | 'drive-lost' | 'refused'): TargetOutcome {
  return { kind: 'failed', code, facts: {}, state: code === 'refused' ? 'untouched' : 'unbootable' };
}

function flashWith(outcomes: readonly (TargetOutcome | 'done')[]) {
  return runFlash(request, flashWorld({}, honestScript({ outcome: (target) => outcomes[target] ?? 'done' })).ports);
}

describe('several targets', () => {
  it('are each told how they ended', async () => {
    const told = await flashWith(['done', 'done', 'done']);
    expect(told.end).toMatchObject({
      type: 'done',
      result: { targets: TARGETS.map(({ path }) => ({ target: path })) },
    });
    expect([...told.targets.keys()]).toEqual(TARGETS.map(({ path }) => path));
  });

  it('one of which fails: the others are done, the job fails', async () => {
    const told = await flashWith(['done', failed('bad-sector'), 'done']);
    expect(failureOf(told).code).toBe('bad-sector');
    expect([...told.targets.values()].map(({ kind }) => kind)).toEqual(['done', 'failed', 'done']);
  });

  it('of which several fail: the job ends with the worst', async () => {
    const told = await flashWith([failed('refused'), failed('verify-mismatch'), failed('drive-lost')]);
    expect(exitCodeOf(failureOf(told).code)).toBe(4);
    expect(told.targets.size).toBe(3);
  });
});

describe('a target that was set aside', () => {
  const setAside: TargetOutcome = { kind: 'set-aside', state: 'unbootable' };

  it('is written again alone, in the same session', async () => {
    const script = honestScript({ outcome: (target, pass) => (pass === 0 && target === 1 ? setAside : 'done') });
    const { ports, writer } = flashWorld({}, script);
    const told = await runFlash(request, ports);
    expect(told.end.type).toBe('done');
    expect(writer.starts).toHaveLength(1);
    const passes = writer.commands.flatMap((command) =>
      command.type === 'header' && command.header.op === 'write'
        ? [command.header.targets.map(({ path }) => path)]
        : [],
    );
    expect(passes).toEqual([['/dev/sdx', '/dev/sdy', '/dev/sdz'], ['/dev/sdy']]);
    const sent = writer.commands.flatMap((command) => (command.type === 'data' ? [Buffer.from(command.data)] : []));
    expect(Buffer.concat(sent).equals(Buffer.concat([IMAGE, IMAGE]))).toBe(true);
    expect(told.events).toContainEqual({ type: 'note', target: '/dev/sdy', code: 'set-aside', facts: {} });
    expect([...told.targets.keys()].at(-1)).toBe('/dev/sdy');
  });

  it('may be a virtual card: its file is there by then, and may be written', async () => {
    const targets = ['/a.img', '/b.img'].map((path): FlashTargetRequest => ({
      kind: 'file',
      path,
      cardBytes: null,
      exists: false,
    }));
    const script = honestScript({ outcome: (target, pass) => (pass === 0 && target === 1 ? setAside : 'done') });
    const { ports, writer } = flashWorld({}, script);
    expect((await runFlash(flashRequest({ targets }), ports)).end.type).toBe('done');
    const sent = writer.commands.flatMap((command) =>
      command.type === 'header' && command.header.op === 'write' ? command.header.targets : [],
    );
    expect(sent.map((target) => target.kind === 'file' && target.overwrite)).toEqual([false, false, true]);
  });

  it('is not called untouched when the next pass did not touch it', async () => {
    const refused: TargetOutcome = { kind: 'failed', code: 'drive-changed', facts: {}, state: 'untouched' };
    const script = honestScript({
      outcome: (target, pass) => (pass === 1 ? refused : target === 1 ? setAside : 'done'),
    });
    const told = await runFlash(request, flashWorld({}, script).ports);
    expect(told.targets.get('/dev/sdy')).toMatchObject({ code: 'drive-changed', state: 'unbootable' });
  });

  it('nor when it was set aside once more before it was touched again', async () => {
    const aside: TargetOutcome = { kind: 'set-aside', state: 'untouched' };
    const lost: TargetOutcome = { kind: 'failed', code: 'drive-lost', facts: {}, state: 'untouched' };
    const ends: readonly TargetOutcome[] = [setAside, aside, lost];
    // Of three the two behind the first are set aside, then the second of these is done.
    const outcome = (target: number, pass: number): TargetOutcome | 'done' =>
      (pass === 0 && target === 0) || (pass === 1 && target === 1) ? 'done' : (ends[pass] ?? 'done');
    const script = honestScript({ outcome });
    const told = await runFlash(request, flashWorld({}, script).ports);
    expect(told.targets.get('/dev/sdy')).toMatchObject({ code: 'drive-lost', state: 'unbootable' });
  });

  it('may be set aside again, while others stay', async () => {
    const script = honestScript({ outcome: (target, pass) => (target > 0 && pass < 2 ? setAside : 'done') });
    const { ports, writer } = flashWorld({}, script);
    expect((await runFlash(request, ports)).end.type).toBe('done');
    expect(writer.commands.filter(({ type }) => type === 'header')).toHaveLength(3);
  });

  it('is not started again when the job was cancelled meanwhile', async () => {
    const controller = new AbortController();
    const script = honestScript({
      outcome: (target) => {
        controller.abort();
        return target === 0 ? 'done' : setAside;
      },
    });
    const { ports, writer } = flashWorld({}, script);
    const told = await runFlash(request, ports, controller.signal);
    expect(told.end.type).toBe('cancelled');
    expect([...told.targets.values()].map(({ kind }) => kind)).toEqual(['done', 'cancelled', 'cancelled']);
    expect(writer.commands.filter(({ type }) => type === 'header')).toHaveLength(1);
  });
});

describe('a cancelled job', () => {
  it('cancels the writer in mid-image and says what each card is', async () => {
    const controller = new AbortController();
    const { ports, writer } = flashWorld();
    const told = await runFlash(request, ports, controller.signal, ({ type }) => {
      if (type === 'progress') controller.abort();
    });
    expect(told.end.type).toBe('cancelled');
    expect([...told.targets.values()]).toEqual(Array(3).fill({ kind: 'cancelled', state: 'unbootable' }));
    expect(writer.commands.at(-1)?.type).toBe('cancel');
    expect(writer.hasExited()).toBe(true);
  });

  it('before the writer is started starts none', async () => {
    const controller = new AbortController();
    const { ports, writer } = flashWorld();
    const confirm = (): Promise<boolean> => {
      controller.abort();
      return Promise.resolve(true);
    };
    expect((await runFlash(flashRequest({ confirm }), ports, controller.signal)).end.type).toBe('cancelled');
    expect(writer.starts).toEqual([]);
  });
});

describe('a writer that fails', () => {
  const fatal: WriterScript = async ({ next, emit }) => {
    await next();
    emit({ type: 'result', target: 0, outcome: failed('refused') });
    emit({ type: 'fatal', code: 'unexpected', facts: { detail: 'broken frame' } });
  };

  it('ends every target that has not ended, in an unknown state', async () => {
    const told = await runFlash(request, flashWorld({}, fatal).ports);
    expect(failureOf(told)).toMatchObject({ code: 'unexpected', facts: { detail: 'broken frame' } });
    expect([...told.targets.values()]).toMatchObject([
      { code: 'refused', state: 'untouched' },
      { code: 'unexpected', state: 'unknown' },
      { code: 'unexpected', state: 'unknown' },
    ]);
  });

  it('names a target that there is not', async () => {
    const script: WriterScript = async ({ next, emit }) => {
      await next();
      emit({ type: 'phase', target: 9, phase: 'writing' });
      await next();
    };
    expect(failureOf(await runFlash(request, flashWorld({}, script).ports)).code).toBe('unexpected');
  });

  it('cannot be started', async () => {
    const start = (): Promise<never> => Promise.reject(new AppError('no-elevation'));
    const images = { open: () => Promise.resolve(memorySource()) };
    expect(failureOf(await runFlash(request, flashWorld({ images, writer: { start } }).ports)).code).toBe(
      'no-elevation',
    );
  });
});
