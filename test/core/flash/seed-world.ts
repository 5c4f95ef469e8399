import type { WriteHeader } from '../../../src/contract/writer.ts';
import { readFatFile } from '../../../src/core/fat/read-file.ts';
import type { FlashTargetRequest, LayRequest } from '../../../src/core/flash/request.ts';
import type { CardFile } from '../../../src/core/ports.ts';
import { findFirmware } from '../../../src/core/seed/firmware.ts';
import type { Seed } from '../../../src/core/seed/seed.ts';
import { readerOf } from '../../support/bytes-reader.ts';
import { flashRequest, flashWorld, memorySource, stick, type World } from '../../support/flash-world.ts';
import { honestScript, type HonestOptions } from '../../support/scripted-writer.ts';
import { FULL_SEED } from '../seed/some-seeds.ts';
import { smallSeedImage } from './small-seed-image.ts';

export const IMAGE = await smallSeedImage();
export const CHUNK_BYTES = 10_000;
export const SDX: FlashTargetRequest = { kind: 'drive', path: '/dev/sdx' };
export const SDY: FlashTargetRequest = { kind: 'drive', path: '/dev/sdy' };
export const CARD: FlashTargetRequest = { kind: 'file', path: '/tmp/card.img', cardBytes: null, exists: false };
export const ORIGIN = { writtenBy: 'nixberry 0.1.0', builtAt: null, revision: 'abc-dirty' };

export function laying(seeds: Readonly<Record<string, Seed>>): LayRequest {
  return { origin: ORIGIN, seedFor: ({ target }) => Promise.resolve(seeds[target] ?? null) };
}

export const WITH_SEED = flashRequest({ lay: laying({ '/dev/sdx': FULL_SEED }) });

/** A small image that takes seeds, sticks that it fits on, and cards whose bytes can be looked at. */
export function seedWorld(
  options: HonestOptions = {},
  image: Buffer = IMAGE,
): World & { readonly cards: Map<string, Buffer> } {
  const cards = new Map<string, Buffer>();
  const script = honestScript({
    windowBytes: 20_000,
    ...options,
    written: (card, path) => {
      options.written?.(card, path);
      cards.set(path, card);
    },
  });
  const world = flashWorld(
    {
      images: {
        open: () =>
          Promise.resolve({
            ...memorySource({}, image),
            name: '/home/ada/secret place/image.img',
            chunks: () => inChunks(image),
          }),
      },
      drives: { inspect: (device) => Promise.resolve(stick(device, { bytes: 32e6 })) },
      cardFiles: { open: (path) => Promise.resolve(cardFile(cards.get(path) ?? Buffer.alloc(0))) },
    },
    script,
  );
  return { ...world, cards };
}

async function* inChunks(image: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < image.byteLength; at += CHUNK_BYTES) {
    await Promise.resolve();
    yield image.subarray(at, at + CHUNK_BYTES);
  }
}

export function cardFile(bytes: Buffer): CardFile {
  return {
    bytes: bytes.byteLength,
    read: (offset, length) => readerOf(bytes).read(offset, length),
    close: () => Promise.resolve(),
  };
}

export async function fileOn(card: Buffer | undefined, path: string): Promise<string | null> {
  const firmware = await findFirmware(readerOf(card ?? Buffer.alloc(0)));
  if (firmware.kind === 'refuses') throw new Error(firmware.reason);
  const bytes = await readFatFile(firmware.volume, path, 1 << 20);
  return bytes && Buffer.from(bytes).toString('latin1');
}

export function headers({ writer }: World): WriteHeader[] {
  return writer.commands.flatMap((command) =>
    command.type === 'header' && command.header.op === 'write' ? command.header : [],
  );
}
