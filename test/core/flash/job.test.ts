import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Drive } from '../../../src/core/drives/drive.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { exitCodeOf } from '../../../src/core/errors/causes.ts';
import type { WriteHeader } from '../../../src/core/flash/protocol-commands.ts';
import type { FlashRequest, FlashTargetRequest } from '../../../src/core/flash/request.ts';
import {
  failureOf,
  flashRequest,
  flashWorld,
  IMAGE,
  memorySource,
  runFlash,
  stick,
} from '../../support/flash-world.ts';
import { honestScript, type ScriptedWriter } from '../../support/scripted-writer.ts';
import { sha256 } from '../../support/test-image.ts';

const SDX: FlashTargetRequest = { kind: 'drive', path: '/dev/sdx' };
const SDY: FlashTargetRequest = { kind: 'drive', path: '/dev/sdy' };
const CARD: FlashTargetRequest = { kind: 'file', path: '/tmp/card.img', cardBytes: null, exists: false };

function headers(writer: ScriptedWriter): WriteHeader[] {
  return writer.commands.flatMap((command) =>
    command.type === 'header' && command.header.op === 'write' ? command.header : [],
  );
}

describe('flash', () => {
  it('sends the image to the writer and tells what it says', async () => {
    const { ports, writer } = flashWorld();
    const told = await runFlash(flashRequest(), ports);
    expect(told.end).toMatchObject({
      type: 'done',
      result: { bytes: IMAGE.byteLength, sha256: sha256(IMAGE), expectedMatched: null, givenSha256: null },
    });
    const sent = writer.commands.flatMap((command) => (command.type === 'data' ? [Buffer.from(command.data)] : []));
    expect(Buffer.concat(sent).equals(IMAGE)).toBe(true);
    expect(told.events.map(({ type }) => type).slice(0, 3)).toEqual(['image', 'target', 'phase']);
    expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'done', sha256: sha256(IMAGE) });
    expect(writer.hasExited()).toBe(true);
  });

  it('tells the writer what the person was shown and said yes to, and nothing of the image but its disks', async () => {
    const source = memorySource({ onDisks: ['nvme0n1'] });
    const { ports, writer } = flashWorld({ images: { open: () => Promise.resolve(source) } });
    await runFlash(
      flashRequest({ verify: false, eject: true, probe: 'always', onlyChanged: true, allowFixed: true }),
      ports,
    );
    const { bytes, serial, diskseq } = stick('/dev/sdx');
    expect(headers(writer)).toEqual([
      {
        version: 1,
        op: 'write',
        job: 'job',
        startedAt: '2026-11-22T10:00:00.000Z',
        imageBytes: IMAGE.byteLength,
        imageOnDisks: ['nvme0n1'],
        verify: false,
        eject: 'yes',
        onlyChanged: true,
        targets: [
          {
            kind: 'drive',
            path: '/dev/sdx',
            bytes,
            serial,
            diskseq,
            allowVirtual: false,
            capacity: 'probe',
            allowFixed: true,
            overlays: [],
          },
        ],
      },
    ]);
    expect(JSON.stringify(headers(writer))).not.toContain('test.img');
  });

  it.each([
    ['a drive', [SDX], [true]],
    ['a virtual card', [CARD], [false]],
    ['both, for the drive alone', [CARD, SDX], [true, false]],
  ])('asks for root’s rights for %s', async (_name, targets, elevated) => {
    const { ports, writer } = flashWorld();
    const told = await runFlash(flashRequest({ targets }), ports);
    expect(told.end.type).toBe('done');
    expect(writer.starts.map(({ elevate }) => elevate)).toEqual(elevated);
  });

  it('tells each target to be untouched when the writer does not start', async () => {
    const start = (): Promise<never> => Promise.reject(new AppError('not-authorised', { reason: 'no-terminal' }));
    const told = await runFlash(flashRequest({ targets: [SDX, CARD] }), flashWorld({ writer: { start } }).ports);
    expect(told.end).toMatchObject({ type: 'failed', error: { code: 'not-authorised' } });
    const failed = { kind: 'failed', code: 'not-authorised', state: 'untouched' };
    expect(told.events.filter(({ type }) => type === 'target-end')).toMatchObject([
      { target: SDX.path, outcome: failed },
      { target: CARD.path, outcome: failed },
    ]);
  });

  it('tells of a virtual card that was not begun, because the image turned out bad on the drive before it', async () => {
    const { ports, writer } = flashWorld();
    const told = await runFlash(flashRequest({ targets: [SDX, CARD], expectSha256: '0'.repeat(64) }), ports);
    expect(failureOf(told).code).toBe('image-hash-mismatch');
    expect(writer.starts).toHaveLength(1);
    expect(told.targets.get(SDX.path)).toMatchObject({ kind: 'failed', state: 'unbootable' });
    expect(told.targets.get(CARD.path)).toMatchObject({ kind: 'failed', state: 'untouched' });
  });

  it('looks at all drives at once', async () => {
    const looked: string[] = [];
    const inspect = async (device: string): Promise<Drive> => {
      looked.push(device);
      while (looked.length < 2) await nextTurn();
      return stick(device);
    };
    const told = await runFlash(flashRequest({ targets: [SDX, SDY] }), flashWorld({ drives: { inspect } }).ports);
    expect([...told.targets.keys()]).toEqual(['/dev/sdx', '/dev/sdy']);
  });

  it('never sends more than the window allows', async () => {
    const { ports, writer } = flashWorld({}, honestScript({ windowBytes: 100 }));
    const told = await runFlash(flashRequest(), ports);
    expect(told.end.type).toBe('done');
    const sizes = writer.commands.flatMap((command) => (command.type === 'data' ? command.data.byteLength : []));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(sizes.every((size) => size > 0)).toBe(true);
  });

  it('closes the image, however it ends', async () => {
    const close = vi.fn(() => Promise.resolve());
    const images = { open: () => Promise.resolve(memorySource({ close })) };
    await runFlash(flashRequest(), flashWorld({ images }).ports);
    const start = (): Promise<never> => Promise.reject(new AppError('not-authorised'));
    await runFlash(flashRequest(), flashWorld({ images, writer: { start } }).ports);
    expect(close).toHaveBeenCalledTimes(2);
  });
});

describe('what is refused before anything is written', () => {
  it.each([
    ['the same target twice', [SDX, SDY, SDX], 'target-twice'],
    [
      'more targets than the writer takes',
      Array.from({ length: 13 }, (_, at): FlashTargetRequest => ({ kind: 'drive', path: `/dev/sd${at}` })),
      'too-many-targets',
    ],
    ['no target', [], 'usage'],
  ] as const)('%s', async (_name, targets, code) => {
    const { ports, writer } = flashWorld();
    expect(failureOf(await runFlash(flashRequest({ targets }), ports)).code).toBe(code);
    expect(writer.starts).toEqual([]);
  });

  it('the same drive by another of its names', async () => {
    const byId: FlashTargetRequest = { kind: 'drive', path: '/dev/disk/by-id/usb-stick' };
    const { ports, writer } = flashWorld({ drives: { inspect: () => Promise.resolve(stick('/dev/sdx')) } });
    const told = await runFlash(flashRequest({ targets: [SDX, byId] }), ports);
    expect(told.targets.get(byId.path)).toMatchObject({ kind: 'failed', code: 'target-twice', state: 'untouched' });
    expect(headers(writer).map(({ targets }) => targets.length)).toEqual([1]);
  });

  it('a drive that the rules refuse; the others go on, and the job fails with its error', async () => {
    const drives = {
      inspect: (device: string) => Promise.resolve(stick(device, { readOnly: device === '/dev/sdx' })),
    };
    const { ports, writer } = flashWorld({ drives });
    const told = await runFlash(flashRequest({ targets: [SDX, SDY] }), ports);
    expect(failureOf(told)).toMatchObject({ code: 'refused', facts: { device: '/dev/sdx', reason: 'read-only' } });
    expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'failed', state: 'untouched' });
    expect(told.targets.get('/dev/sdy')).toMatchObject({ kind: 'done' });
    expect(headers(writer)[0]?.targets.map(({ path }) => path)).toEqual(['/dev/sdy']);
  });

  it('a virtual card that is the image itself, by whatever name; nothing is asked about it', async () => {
    const source = memorySource({ isAt: (path) => Promise.resolve(path === CARD.path) });
    const { ports, writer } = flashWorld({ images: { open: () => Promise.resolve(source) } });
    const confirm = vi.fn(() => Promise.resolve(true));
    const told = await runFlash(flashRequest({ targets: [{ ...CARD, exists: true }], confirm }), ports);
    expect(failureOf(told)).toMatchObject({ code: 'refused', facts: { device: CARD.path, reason: 'is-image' } });
    expect(told.targets.get(CARD.path)).toMatchObject({ kind: 'failed', state: 'untouched' });
    expect([confirm.mock.calls, writer.starts]).toEqual([[], []]);
  });

  it('a drive that is smaller than the image', async () => {
    const drives = { inspect: (device: string) => Promise.resolve(stick(device, { bytes: 9_999 })) };
    const { ports, writer } = flashWorld({ drives });
    const error = failureOf(await runFlash(flashRequest(), ports));
    expect([error.facts.reason, exitCodeOf(error.code)]).toEqual(['too-small', 3]);
    expect(writer.starts).toEqual([]);
  });

  it('a drive that is not there', async () => {
    const drives = { inspect: () => Promise.reject(new AppError('target-not-found', { device: '/dev/sdx' })) };
    expect(failureOf(await runFlash(flashRequest(), flashWorld({ drives }).ports)).code).toBe('target-not-found');
  });

  it('everything when the person says no once', async () => {
    const { ports, writer } = flashWorld();
    const asked: string[] = [];
    const confirm: FlashRequest['confirm'] = (questions) => {
      asked.push(...questions.map(({ target }) => target));
      return Promise.resolve(false);
    };
    const told = await runFlash(flashRequest({ targets: [SDX, SDY], confirm }), ports);
    expect(told.end.type).toBe('cancelled');
    expect(asked).toEqual(['/dev/sdx', '/dev/sdy']);
    expect(writer.starts).toEqual([]);
  });
});

describe('the questions', () => {
  it('come all at once: for each drive with its warnings, and for a file only when there is one', async () => {
    const mounts = [{ path: '/media/me/STICK', device: '/dev/sdx1', fsType: 'vfat', forPerson: true }];
    const drives = { inspect: (device: string) => Promise.resolve(stick(device, { mounts })) };
    const confirm = vi.fn(() => Promise.resolve(true));
    const old: FlashTargetRequest = { ...CARD, path: '/tmp/old.img', exists: true };
    const told = await runFlash(flashRequest({ targets: [SDX, CARD, old], confirm }), flashWorld({ drives }).ports);
    expect(told.end.type).toBe('done');
    expect(confirm).toHaveBeenCalledExactlyOnceWith([
      expect.objectContaining({
        target: '/dev/sdx',
        typedName: true,
        warnings: [expect.objectContaining({ code: 'mounted' })],
      }),
      { target: '/tmp/old.img', drive: null, warnings: [], typedName: false },
    ]);
  });

  it('answered with yes let the writer overwrite exactly that file', async () => {
    const { ports, writer } = flashWorld();
    const old: FlashTargetRequest = { ...CARD, path: '/tmp/old.img', exists: true };
    await runFlash(flashRequest({ targets: [CARD, old] }), ports);
    expect(headers(writer)[0]?.targets).toMatchObject([{ overwrite: false }, { overwrite: true }]);
  });
});
