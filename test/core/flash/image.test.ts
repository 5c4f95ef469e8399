import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { exitCodeOf } from '../../../src/core/errors/causes.ts';
import type { FlashTargetRequest } from '../../../src/core/flash/request.ts';
import type { ImageSource } from '../../../src/core/ports.ts';
import {
  failureOf,
  flashRequest,
  flashWorld,
  IMAGE,
  memorySource,
  runFlash,
  type Told,
} from '../../support/flash-world.ts';
import { sha256, testImage } from '../../support/test-image.ts';
import { honestScript } from '../../support/scripted-writer.ts';

const TARGETS: FlashTargetRequest[] = [
  { kind: 'drive', path: '/dev/sdx' },
  { kind: 'drive', path: '/dev/sdy' },
];
const GIVEN = sha256(Buffer.from('the file as given'));

function flashFrom(source: Partial<ImageSource>, expectSha256: string | null = null) {
  const images = { open: () => Promise.resolve(memorySource(source)) };
  const world = flashWorld({ images });
  return { world, told: runFlash(flashRequest({ targets: TARGETS, expectSha256 }), world.ports) };
}

function expectUnbootable(told: Told, code: string): void {
  expect(told.targets.size).toBe(2);
  for (const outcome of told.targets.values())
    expect(outcome).toMatchObject({ kind: 'failed', code, state: 'unbootable' });
}

describe('an image that goes wrong on the way', () => {
  it.each(['image-truncated', 'image-corrupt', 'image-trailing-garbage', 'source-read', 'download-failed'] as const)(
    '(%s) is not committed: each target is told once, unbootable, with the reason',
    async (code) => {
      const { world, told } = flashFrom({
        chunks: async function* () {
          yield await Promise.resolve(IMAGE.subarray(0, 5000));
          throw new AppError(code, { image: 'test.img' });
        },
      });
      expect(failureOf(await told).code).toBe(code);
      expectUnbootable(await told, code);
      expect(world.writer.commands.map(({ type }) => type)).not.toContain('commit');
      expect(world.writer.commands.map(({ type }) => type)).not.toContain('end');
    },
  );

  it('ends before the length that it promised', async () => {
    const { world, told } = flashFrom({ bytes: IMAGE.byteLength + 1 });
    expect(failureOf(await told)).toMatchObject({
      code: 'image-truncated',
      facts: { expectedBytes: IMAGE.byteLength + 1, bytes: IMAGE.byteLength },
    });
    expectUnbootable(await told, 'image-truncated');
    expect(world.writer.commands.map(({ type }) => type)).not.toContain('commit');
  });

  it('has nothing in it', async () => {
    const { told } = flashFrom({
      bytes: null,
      chunks: async function* () {
        await Promise.resolve();
        yield new Uint8Array(0);
      },
    });
    const error = failureOf(await told);
    expect([error.code, exitCodeOf(error.code)]).toEqual(['image-empty', 8]);
  });

  it('cannot be opened', async () => {
    const images = { open: () => Promise.reject(new AppError('image-not-found', { image: 'test.img' })) };
    const { ports, writer } = flashWorld({ images });
    expect(failureOf(await runFlash(flashRequest(), ports)).code).toBe('image-not-found');
    expect(writer.starts).toEqual([]);
  });

  it('is another one when it is read again for a target that was set aside', async () => {
    let reads = 0;
    const source = memorySource({
      bytes: null,
      chunks: async function* () {
        yield await Promise.resolve(testImage(5000, reads++));
      },
    });
    const script = honestScript({
      outcome: (target, pass) => (pass === 0 && target === 1 ? { kind: 'set-aside', state: 'unbootable' } : 'done'),
    });
    const { ports } = flashWorld({ images: { open: () => Promise.resolve(source) } }, script);
    const told = await runFlash(flashRequest({ targets: TARGETS }), ports);
    expect(failureOf(told).code).toBe('image-changed');
    expect(told.targets.get('/dev/sdx')).toMatchObject({ kind: 'done' });
    expect(told.targets.get('/dev/sdy')).toMatchObject({ kind: 'failed', code: 'image-changed', state: 'unbootable' });
  });

  it('does not keep the job when the writer has died while its next bytes are awaited', async () => {
    const source = memorySource({
      chunks: async function* (signal) {
        yield IMAGE.subarray(0, 100);
        await new Promise<void>((resolve) => signal.addEventListener('abort', resolve));
      },
    });
    const dies = async ({ next, emit }: Parameters<ReturnType<typeof honestScript>>[0]): Promise<void> => {
      await next();
      emit({ type: 'window', upTo: 1 << 20 });
      await next();
    };
    const { ports } = flashWorld({ images: { open: () => Promise.resolve(source) } }, dies);
    expect(failureOf(await runFlash(flashRequest(), ports))).toMatchObject({
      code: 'writer-died',
      facts: { exitCode: null, signal: 'SIGKILL', detail: null },
    });
  });
});

describe('an expected hash', () => {
  it.each([
    ['of the decoded image', sha256(IMAGE), 'decoded'],
    ['of the file as given', GIVEN, 'given'],
  ] as const)('%s is accepted and named', async (_name, expected, matched) => {
    const { told } = flashFrom({ givenSha256: () => GIVEN }, expected);
    expect((await told).end).toMatchObject({
      type: 'done',
      result: { expectedMatched: matched, givenSha256: GIVEN, sha256: sha256(IMAGE) },
    });
  });

  it('that is neither is exit 8, and no card becomes bootable', async () => {
    const { world, told } = flashFrom({ givenSha256: () => GIVEN }, sha256(Buffer.from('another file')));
    const error = failureOf(await told);
    expect(error).toMatchObject({ code: 'image-hash-mismatch', facts: { sha256: sha256(IMAGE), givenSha256: GIVEN } });
    expect(exitCodeOf(error.code)).toBe(8);
    expectUnbootable(await told, 'image-hash-mismatch');
    expect(world.writer.commands.map(({ type }) => type)).not.toContain('commit');
  });

  it('is not matched by a hash of the given file that is not known', async () => {
    const { told } = flashFrom({ givenSha256: () => null }, sha256(Buffer.from('another file')));
    expect(failureOf(await told).code).toBe('image-hash-mismatch');
  });

  it('asks for the hash of the given file, and only it does', async () => {
    const asked: boolean[] = [];
    const images = {
      open: (_reference: string, { hashGiven }: { hashGiven: boolean }) => {
        asked.push(hashGiven);
        return Promise.resolve(memorySource());
      },
    };
    await runFlash(flashRequest(), flashWorld({ images }).ports);
    await runFlash(flashRequest({ expectSha256: sha256(IMAGE) }), flashWorld({ images }).ports);
    expect(asked).toEqual([false, true]);
  });
});
