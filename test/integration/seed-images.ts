import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import type { FatFile } from '../../src/core/fat/fat.ts';
import { layFiles } from '../../src/core/fat/lay-files.ts';
import type { FlashEvent, FlashOutcome, FlashResult } from '../../src/core/flash/events.ts';
import { flash } from '../../src/core/flash/job.ts';
import type { FlashPorts, FlashRequest, LayRequest } from '../../src/core/flash/request.ts';
import type { AppError } from '../../src/core/errors/app-error.ts';
import { CARD_RECORD_PATH, cardRecordSchema } from '../../src/core/seed/card-record.ts';
import { encodeSeed } from '../../src/core/seed/encode.ts';
import { IMAGE_RECORD_PATH, type ImageRecord } from '../../src/core/seed/image-record.ts';
import { SEED_PATH, type Seed } from '../../src/core/seed/seed.ts';
import { realPorts } from '../support/real-flash.ts';
import { testImage } from '../support/test-image.ts';
import { withExtents } from '../support/with-extents.ts';
import { folder, run } from './drives-support.ts';
import { fsckWords, mtool, openPlace, type FatPlace } from './fat-support.ts';

const MIB = 1 << 20;
const SECTOR_BYTES = 512;
const ROOT_BYTES = 3 * MIB;

export const RECORD: ImageRecord = {
  format: 1,
  host: 'barn',
  board: 'pi4',
  nixos: '26.05.20260901.abcdef1',
  seed: { format: 1, user: 'ada', password: true, wifi: null, tailscale: false },
};

export interface SeedImageOptions {
  readonly table: 'dos' | 'gpt';
  readonly fat: 12 | 16 | 32;
  readonly fatBytes: number;
  /** Where the FAT begins. */
  readonly at?: number;
  /** What its nixberry/image.json says; null leaves it out. */
  readonly record?: unknown;
  /** A file that is put before it, of so many bytes. */
  readonly kernelBytes?: number;
}

/** An image with a FAT and something behind it that looks random, made with the real tools. */
export function makeSeedImage({
  table,
  fat,
  fatBytes,
  at = MIB,
  record = RECORD,
  kernelBytes = 70_000,
}: SeedImageOptions): FatPlace {
  const dir = folder('/var/tmp');
  const file = `${dir}/image.img`;
  writeFileSync(file, '');
  // A GPT keeps its copy in the last MiB.
  truncateSync(file, at + fatBytes + ROOT_BYTES + MIB);
  const types = table === 'dos' ? ['c', '83'] : ['U', 'L'];
  const sectors = (bytes: number): number => bytes / SECTOR_BYTES;
  const lines = [
    `label: ${table}`,
    `start=${sectors(at)}, size=${sectors(fatBytes)}, type=${types[0] ?? ''}`,
    `start=${sectors(at + fatBytes)}, size=${sectors(ROOT_BYTES)}, type=${types[1] ?? ''}`,
  ];
  execFileSync('sfdisk', ['--quiet', '--no-reread', '--no-tell-kernel', file], { input: lines.join('\n') });
  const place = { file, offset: at, bytes: fatBytes };
  const options = ['-F', String(fat), '-n', 'FIRMWARE', ...(fat === 32 ? ['-s', '1'] : [])];
  run('mkfs.fat', ...options, '--offset', String(sectors(at)), file, String(fatBytes / 1024));
  const put = (path: string, bytes: Buffer): void => {
    writeFileSync(`${dir}/file`, bytes);
    mtool(place, 'mcopy', `${dir}/file`, `::${path}`);
  };
  put('kernel.img', testImage(kernelBytes, 3));
  if (record !== null) {
    mtool(place, 'mmd', '::nixberry');
    put(IMAGE_RECORD_PATH, Buffer.from(JSON.stringify(record)));
  }
  const root = openSync(file, 'r+');
  writeSync(root, testImage(ROOT_BYTES, 4), 0, ROOT_BYTES, at + fatBytes);
  closeSync(root);
  return place;
}

/** Lays these seeds in, in the order of the targets. */
export function laying(...seeds: readonly (Seed | null)[]): LayRequest {
  const left = [...seeds];
  return {
    origin: { writtenBy: 'nixberry test', builtAt: '2026-11-01T10:00:00.000Z', revision: 'abc-dirty' },
    seedFor: () => Promise.resolve(left.shift() ?? null),
  };
}

export interface Flashed {
  readonly events: readonly FlashEvent[];
  readonly outcomes: ReadonlyMap<string, FlashOutcome>;
  readonly end: 'done' | 'cancelled' | AppError;
  readonly result: FlashResult | null;
}

/** Runs the job with everything real but for `changes`. */
export async function flashWith(
  request: FlashRequest,
  changes: Partial<FlashPorts> = {},
  signal: AbortSignal = new AbortController().signal,
  onEvent: (event: FlashEvent) => void = () => undefined,
): Promise<Flashed> {
  const events: FlashEvent[] = [];
  const outcomes = new Map<string, FlashOutcome>();
  for await (const event of flash(request, { ...realPorts(), ...changes }, signal)) {
    if (event.type === 'done') return { events, outcomes, end: 'done', result: event.result };
    if (event.type === 'cancelled') return { events, outcomes, end: 'cancelled', result: null };
    if (event.type === 'failed') return { events, outcomes, end: event.error, result: null };
    if (event.type === 'target-end') outcomes.set(event.target, event.outcome);
    events.push(event);
    onEvent(event);
  }
  throw new Error('the job had no end');
}

/** A file of the card as mtools read it; null when it is not there. */
export function fileOn(place: FatPlace, path: string): Buffer | null {
  try {
    const target = `${folder('/tmp')}/file`;
    mtool(place, 'mcopy', `::${path}`, target);
    return readFileSync(target);
  } catch {
    return null;
  }
}

export function sha256Of(file: string, bytes = Infinity): Promise<string> {
  const hash = createHash('sha256');
  return new Promise((resolve, reject) => {
    createReadStream(file, { end: bytes - 1 })
      .on('data', (chunk) => hash.update(chunk))
      .on('error', reject)
      .on('end', () => resolve(hash.digest('hex')));
  });
}

/** What is wrong with a card that should be the image with a seed (or none) and a record laid in; [] when it is right. */
export async function faultsOf(
  card: string,
  image: FatPlace,
  seed: Seed | null,
  outcome?: FlashOutcome,
): Promise<string[]> {
  const faults: string[] = [];
  const check = (what: string, isRight: boolean): void => {
    if (!isRight) faults.push(what);
  };
  const place = { ...image, file: card };
  const imageBytes = readFileSync(image.file);
  const onCard = readFileSync(card).subarray(0, imageBytes.byteLength);

  const recordBytes = fileOn(place, CARD_RECORD_PATH);
  const record = cardRecordSchema.safeParse(JSON.parse(recordBytes?.toString('utf8') ?? 'null'));
  check('card.json', record.success && record.data.seed === (seed?.id ?? null) && record.data.image === 'image.img');
  const text = seed && encodeSeed(seed);
  check('seed.conf', (fileOn(place, SEED_PATH)?.toString('utf8') ?? null) === text);
  check(
    'image.json',
    fileOn(place, IMAGE_RECORD_PATH)?.equals(fileOn(image, IMAGE_RECORD_PATH) ?? Buffer.alloc(0)) === true,
  );
  check('kernel.img', fileOn(place, 'kernel.img')?.equals(fileOn(image, 'kernel.img') ?? Buffer.alloc(0)) === true);
  check(`fsck.fat: ${fsckWords(place).join(' ')}`, fsckWords(place).length === 0);

  // Worked out once more, from the image and what the card says: not a byte differs anywhere else.
  const files: FatFile[] = [{ path: CARD_RECORD_PATH, bytes: recordBytes ?? Buffer.alloc(0) }];
  if (text !== null) files.push({ path: SEED_PATH, bytes: Buffer.from(text) });
  const iso = record.success ? record.data.writtenAt : '';
  const extents = await layFiles(await openPlace(image), files, { iso });
  check('bytes outside of the extents', Buffer.compare(onCard, withExtents(imageBytes, extents)) === 0);
  const total = extents.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  check(`overlay of ${total} bytes`, total > 0 && total < 64 << 10);

  check('outcome', outcome === undefined || (outcome.kind === 'done' && outcome.seed === (seed?.id ?? null)));
  if (outcome?.kind === 'done') check('hash', outcome.sha256 === createHash('sha256').update(onCard).digest('hex'));
  return faults;
}
