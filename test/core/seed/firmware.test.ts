import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { FatFile } from '../../../src/core/fat/fat.ts';
import { findFirmware } from '../../../src/core/seed/firmware.ts';
import type { ImageRecord } from '../../../src/core/seed/image-record.ts';
import { readerOf } from '../../support/bytes-reader.ts';
import { AFat } from '../fat/a-fat.ts';
import { lay } from '../fat/lay.ts';

const RECORD: ImageRecord = {
  format: 1,
  host: 'barn',
  board: 'pi4',
  nixos: '26.05.20260901.abcdef1',
  seed: {
    format: 1,
    user: 'ada',
    password: true,
    wifi: {
      backend: 'wpa_supplicant',
      country: 'GB',
      networks: [{ ssid: 'Käsekuchen ☕', hidden: false, security: 'wpa2' }],
    },
    tailscale: false,
  },
};

type Part = readonly [type: number, bytes: Uint8Array];

const FIRST_SECTOR = 16;

/** A disk with an MBR and these partitions, one behind the other. */
function disk(...parts: readonly Part[]): Uint8Array {
  const bytes = new Uint8Array(FIRST_SECTOR * 512 + parts.reduce((sum, [, part]) => sum + part.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set([0x55, 0xaa], 510);
  let sector = FIRST_SECTOR;
  for (const [i, [type, part]] of parts.entries()) {
    bytes[446 + i * 16 + 4] = type;
    view.setUint32(446 + i * 16 + 8, sector, true);
    view.setUint32(446 + i * 16 + 12, part.length / 512, true);
    bytes.set(part, sector * 512);
    sector += part.length / 512;
  }
  return bytes;
}

function json(value: unknown): FatFile {
  return { path: 'nixberry/image.json', bytes: new TextEncoder().encode(JSON.stringify(value)) };
}

async function fat(...files: readonly FatFile[]): Promise<Uint8Array> {
  return (await lay(new AFat({ kind: 12, label: 'FIRMWARE' }), ...files)).bytes;
}

const refusal = async (bytes: Uint8Array) => {
  const found = await findFirmware(readerOf(bytes));
  return found.kind === 'takes' ? 'takes' : [found.reason, found.volume?.label ?? null];
};

test('an image with a record takes seeds, and says what it wants', async () => {
  const found = await findFirmware(readerOf(disk([0x0b, await fat(json(RECORD))], [0x83, new Uint8Array(512)])));
  if (found.kind !== 'takes') throw new Error(found.reason);
  expect(found.record).toEqual(RECORD);
  expect(found.volume).toMatchObject({ offset: FIRST_SECTOR * 512, kind: 12, label: 'FIRMWARE' });
});

test('what a newer project adds is no obstacle, nor that it reads newer seeds, too', async () => {
  const newer = { ...RECORD, more: 1, seed: { ...RECORD.seed, format: 2, more: 1 } };
  expect(await refusal(disk([0x0c, await fat(json(newer))]))).toBe('takes');
});

test('the record may be on the second FAT', async () => {
  const parts: readonly Part[] = [
    [0x0c, await fat()],
    [0xef, await fat(json(RECORD))],
  ];
  const found = await findFirmware(readerOf(disk(...parts)));
  expect(found).toMatchObject({ kind: 'takes', volume: { offset: FIRST_SECTOR * 512 + parts[0]![1].length } });
});

describe('refused', () => {
  test.each<[string, Promise<Uint8Array> | Uint8Array, readonly [string, string | null]]>([
    ['zeros', new Uint8Array(4096), ['no-firmware', null]],
    ['nothing at all', new Uint8Array(0), ['no-firmware', null]],
    ['a FAT without a table', fat(json(RECORD)), ['no-firmware', null]],
    ['a partition of another type', fat(json(RECORD)).then((bytes) => disk([0x83, bytes])), ['no-firmware', null]],
    ['a FAT partition with something else', disk([0x0c, new Uint8Array(4096)]), ['no-firmware', null]],
    ['a FAT without a record', fat().then((bytes) => disk([0x0c, bytes])), ['no-module', 'FIRMWARE']],
    ['a newer record', record({ format: 2, all: 'is different' }), ['newer', 'FIRMWARE']],
    ['seeds of format 0', record({ ...RECORD, seed: { ...RECORD.seed, format: 0 } }), ['broken', 'FIRMWARE']],
    ['a record without a host', record({ ...RECORD, host: undefined }), ['broken', 'FIRMWARE']],
    ['a record that is a list', record([]), ['broken', 'FIRMWARE']],
    ['no JSON', content('{"format": 1'), ['broken', 'FIRMWARE']],
    ['an empty record', content(''), ['broken', 'FIRMWARE']],
    ['a record of 70 KB', content(' '.repeat(70_000)), ['broken', 'FIRMWARE']],
    ['no UTF-8', binary(Uint8Array.of(0x22, 0xff, 0x22)), ['broken', 'FIRMWARE']],
    ['a FAT that contradicts itself', damaged(), ['broken', null]],
    ['an image that ends in its FAT', fat().then((bytes) => disk([0x0c, bytes]).slice(0, 9000)), ['broken', null]],
    ['a newer record beside a broken FAT', newerBesideBroken(), ['newer', 'FIRMWARE']],
  ])('%s', async (_, bytes, expected) => {
    expect(await refusal(await bytes)).toEqual(expected);
  });
});

test('an error of the source is no word about the image', async () => {
  const read = (): Promise<Uint8Array> => Promise.reject(new AppError('source-read', {}));
  await expect(findFirmware({ read })).rejects.toMatchObject({ code: 'source-read' });
});

async function record(value: unknown): Promise<Uint8Array> {
  return disk([0x0c, await fat(json(value))]);
}

function content(text: string): Promise<Uint8Array> {
  return binary(new TextEncoder().encode(text));
}

async function binary(bytes: Uint8Array): Promise<Uint8Array> {
  return disk([0x0c, await fat({ path: 'nixberry/image.json', bytes })]);
}

async function brokenFat(): Promise<Uint8Array> {
  const bytes = await fat(json(RECORD));
  bytes[13] = 3;
  return bytes;
}

async function damaged(): Promise<Uint8Array> {
  return disk([0x0c, await brokenFat()]);
}

async function newerBesideBroken(): Promise<Uint8Array> {
  return disk([0x0c, await brokenFat()], [0x0c, await fat(json({ ...RECORD, format: 2 }))]);
}
