import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors/app-error.ts';
import type { FlashEvent } from '../../src/core/flash/events.ts';
import { identifyCard } from '../../src/core/identify/identify-card.ts';
import type { CancelSignal, ImageSource, WriterPort } from '../../src/core/ports.ts';
import { SEED_PATH } from '../../src/core/seed/seed.ts';
import { images } from '../../src/node/images/images.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { FULL_SEED } from '../core/seed/some-seeds.ts';
import { cardRequest, loopRequest, realPorts } from '../support/real-flash.ts';
import { removeWriterProgram } from '../support/writer-program.ts';
import { folder, run } from './drives-support.ts';
import { mtool } from './fat-support.ts';
import { faultsOf, flashWith, laying, makeSeedImage } from './seed-images.ts';
import { isOld, loopCard, MIB, onCard } from './writer-support.ts';

afterAll(removeWriterProgram);

const LAYOUT = { table: 'dos', fat: 16, fatBytes: 20 * MIB } as const;

/** The image as it is, but that its passes break at `at`. */
function breakingAt(at: number): typeof images {
  return {
    open: async (...given) => {
      const source = await images.open(...given);
      async function* chunks(signal: CancelSignal): ReturnType<ImageSource['chunks']> & AsyncGenerator<Uint8Array> {
        let position = 0;
        for await (const chunk of source.chunks(signal)) {
          if (position >= at) throw new AppError('download-failed', { image: 'image.img', reason: 'early-end' });
          position += chunk.byteLength;
          yield chunk;
        }
      }
      return { ...source, chunks };
    },
  };
}

describe('a stream that breaks', () => {
  it('while it is held back: nothing is asked, nothing is touched', async () => {
    const image = makeSeedImage(LAYOUT);
    const card = await loopCard(64 * MIB);
    const confirm = (): Promise<boolean> => Promise.reject(new Error('asked'));
    const request = { ...loopRequest(image.file, [card.device]), lay: laying(FULL_SEED), confirm };
    const { end, outcomes } = await flashWith(request, { images: breakingAt(0) });
    expect(end).toMatchObject({ code: 'download-failed' });
    expect(outcomes.size).toBe(0);
    expect(isOld(card)).toBe(true);
  });

  it('while it is written: the card does not start', async () => {
    const image = makeSeedImage(LAYOUT);
    const card = await loopCard(64 * MIB);
    const request = { ...loopRequest(image.file, [card.device]), lay: laying(FULL_SEED) };
    const { end, outcomes } = await flashWith(request, { images: breakingAt(12 * MIB) });
    expect(end).toMatchObject({ code: 'download-failed' });
    expect(outcomes.get(card.device)).toMatchObject({ kind: 'failed', state: 'unbootable' });
    expect(onCard(card).subarray(0, MARKER.length).toString('latin1')).toBe(MARKER);
    const found = await identifyCard(
      { kind: 'drive', path: card.device, allowVirtual: true, elevate: true },
      realPorts(),
      new AbortController().signal,
    );
    expect(found).toMatchObject({ kind: 'unfinished' });
  });
});

describe('a cancel', () => {
  it.each(['writing', 'verifying'] as const)('while %s leaves a card that does not start', async (phase) => {
    const image = makeSeedImage(LAYOUT);
    const card = await loopCard(64 * MIB);
    const controller = new AbortController();
    const cancelIn = (event: FlashEvent): void => {
      if (event.type === 'phase' && event.phase === phase) controller.abort();
    };
    const request = { ...loopRequest(image.file, [card.device]), lay: laying(FULL_SEED) };
    const { end, outcomes } = await flashWith(request, {}, controller.signal, cancelIn);
    expect(end).toBe('cancelled');
    expect(outcomes.get(card.device)).toMatchObject({ kind: 'cancelled', state: 'unbootable' });
    expect(onCard(card).subarray(0, MARKER.length).toString('latin1')).toBe(MARKER);
  });

  it('while the seed is read back leaves a card that is complete', async () => {
    const image = makeSeedImage(LAYOUT);
    const card = await loopCard(64 * MIB);
    const controller = new AbortController();
    const cancelIn = (event: FlashEvent): void => {
      if (event.type === 'phase' && event.phase === 'checking-seed') controller.abort();
    };
    const request = { ...loopRequest(image.file, [card.device]), lay: laying(FULL_SEED) };
    const { end, outcomes } = await flashWith(request, {}, controller.signal, cancelIn);
    expect(end).toBe('cancelled');
    expect(outcomes.get(card.device)).toEqual({ kind: 'cancelled', state: 'complete' });
    onCard(card);
    expect(await faultsOf(card.file, image, FULL_SEED)).toEqual([]);
  });
});

/** The real writer; `between` runs when it has written a pass, before anything is read back. */
function writerWith(between: () => void): WriterPort {
  const { writer } = realPorts();
  return {
    start: async (options) => {
      const session = await writer.start(options);
      async function* events(): typeof session.events & AsyncGenerator {
        for await (const event of session.events) {
          if (event.type === 'pass-end') between();
          yield event;
        }
      }
      return { ...session, events: events() };
    },
  };
}

/** Not `looks like an unfinished card` by its own words only: the partition table is gone with it. */
function startsWithMarker(path: string): boolean {
  return readFileSync(path).subarray(0, MARKER.length).toString('latin1') === MARKER;
}

describe('a seed that is another one when it is read back', () => {
  it('on a drive fails with the exit code of a failed verification', async () => {
    const image = makeSeedImage(LAYOUT);
    const card = await loopCard(64 * MIB);
    const between = (): void => {
      const at = readFileSync(card.file).indexOf(`id=${FULL_SEED.id}`);
      run('sh', '-c', `printf X | dd of=${card.device} bs=1 seek=${at + 5} conv=notrunc,fsync status=none`);
    };
    const request = { ...loopRequest(image.file, [card.device]), lay: laying(FULL_SEED) };
    const { end, outcomes } = await flashWith(request, { writer: writerWith(between) });
    const facts = { device: card.device, path: SEED_PATH };
    expect(end).toMatchObject({ code: 'seed-mismatch', facts });
    expect(outcomes.get(card.device)).toMatchObject({ kind: 'failed', code: 'seed-mismatch', state: 'unbootable' });
    expect(startsWithMarker(card.device)).toBe(true);
  });

  it('on a virtual card, too, and where it is gone', async () => {
    const image = makeSeedImage(LAYOUT);
    const card = `${folder('/var/tmp')}/card.img`;
    const between = (): void => void mtool({ ...image, file: card }, 'mdel', `::${SEED_PATH}`);
    const request = { ...cardRequest(image.file, card), lay: laying(FULL_SEED) };
    const { end } = await flashWith(request, { writer: writerWith(between) });
    expect(end).toMatchObject({ code: 'seed-mismatch', facts: { device: card, path: SEED_PATH } });
    expect(startsWithMarker(card)).toBe(true);
    expect(statSync(card).size).toBe(statSync(image.file).size);
  });
});

/** What udev and a desktop do with a card's second partition: a node for it, and a mount that is the person's. */
function mountRoot(device: string, start: number, path: string): void {
  const sectors = [start / 512, (3 * MIB) / 512].map(String);
  run('addpart', device, '2', ...sectors);
  const [major = '', minor = ''] = run('cat', `/sys/class/block/${basename(device)}p2/dev`).split(':');
  run('mknod', `${path}.node`, 'b', major, minor);
  run('mount', '-t', 'ext4', `${path}.node`, path);
}

describe('a desktop that mounts the card as soon as it is written', () => {
  it('disturbs neither the reading back nor the eject', async () => {
    const image = makeSeedImage(LAYOUT);
    const start = image.offset + image.bytes;
    run('mkfs.ext4', '-q', '-F', '-E', `offset=${start}`, image.file, '3072k');
    const card = await loopCard(64 * MIB);
    const path = `/media/nixberry-test-${process.pid}`;
    run('mkdir', '-p', path);
    const isMounted = (): boolean => readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${path} `);
    let wasMounted = false;
    const between = (): void => {
      mountRoot(card.device, start, path);
      wasMounted = isMounted();
    };
    const request = { ...loopRequest(image.file, [card.device]), eject: true, lay: laying(FULL_SEED) };
    const { end, events } = await flashWith(request, { writer: writerWith(between) });
    const isLeft = isMounted();
    run('sh', '-c', `umount ${path}; delpart ${card.device} 2; rm -f ${path}.node; rmdir ${path}`);
    expect(end).toBe('done');
    expect([wasMounted, isLeft]).toEqual([true, false]);
    const phases = events.flatMap((event) => (event.type === 'phase' ? event.phase : []));
    expect(phases.slice(-3)).toEqual(['finishing', 'checking-seed', 'ejecting']);
  });
});

describe('identifyCard', () => {
  it('tells of a drive and of a virtual card what was written', async () => {
    const image = makeSeedImage(LAYOUT);
    const card = await loopCard(64 * MIB);
    const file = `${folder('/var/tmp')}/card.img`;
    const never = new AbortController().signal;
    const targets = [
      { kind: 'drive', path: card.device },
      { kind: 'file', path: file, cardBytes: null, exists: false },
    ] as const;
    await flashWith({ ...loopRequest(image.file, []), targets, lay: laying(FULL_SEED, null) });
    const expected = {
      kind: 'nixberry',
      image: { host: 'barn', nixos: '26.05.20260901.abcdef1' },
      card: { revision: 'abc-dirty' },
    };
    expect(
      await identifyCard({ kind: 'drive', path: card.device, allowVirtual: true, elevate: true }, realPorts(), never),
    ).toMatchObject({
      ...expected,
      seed: { state: 'waiting', id: FULL_SEED.id },
    });
    expect(await identifyCard({ kind: 'file', path: file }, realPorts(), never)).toMatchObject({
      ...expected,
      seed: { state: 'none', id: null },
    });
  });
});
