import { AppError } from '../errors.ts';
import { latinText } from '../fat/bytes.ts';
import type { ByteReader, FatVolume } from '../fat/fat.ts';
import { listPartitions } from '../fat/partitions.ts';
import { readFatFile } from '../fat/read-file.ts';
import { parseMarker } from '../images/marker.ts';
import { tryJson } from '../json.ts';
import { CARD_RECORD_PATH, cardRecordSchema, USED_PATH, type CardRecord } from '../seed/card-record.ts';
import { findFirmware } from '../seed/firmware.ts';
import { MAX_SEED_BYTES, SEED_PATH } from '../seed/seed.ts';
import { utf8Text } from '../spec/utf8.ts';
import type { CardIdentity, SeedOnCard } from './card-identity.ts';

/** The marker is shorter than this, and a drive that is empty has nothing in it. */
const START_BYTES = 4096;
const MAX_RECORD_BYTES = 64 << 10;

/**
 * What a card is, by what lies on it: nothing is mounted, nothing is written, and of a seed no more than its id is kept.
 * Throws what `disk` throws.
 */
export async function identify(disk: ByteReader): Promise<CardIdentity> {
  const start = await readStart(disk);
  const marker = parseMarker(latinText(start));
  if (marker) return { kind: 'unfinished', ...marker };
  const firmware = await findFirmware(disk);
  if (firmware.kind === 'takes') {
    const { record: image, volume } = firmware;
    return { kind: 'nixberry', image, card: await readCardRecord(volume), seed: await readSeedState(volume) };
  }
  const hasTable = (await listPartitions(disk)).length > 0;
  const isEmpty = start.every((byte) => byte === 0);
  const label = firmware.volume?.label ?? '';
  return {
    kind: 'other',
    what: hasTable ? firmware.reason : isEmpty ? 'empty' : 'no-table',
    labels: label === '' ? [] : [label],
  };
}

/** A card shorter than that has no system on it. */
async function readStart(disk: ByteReader): Promise<Uint8Array> {
  try {
    return await disk.read(0, START_BYTES);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'image-truncated') return new Uint8Array(START_BYTES);
    throw thrown;
  }
}

async function readCardRecord(volume: FatVolume): Promise<CardRecord | null> {
  const text = await readText(volume, CARD_RECORD_PATH, MAX_RECORD_BYTES);
  const parsed = cardRecordSchema.safeParse(tryJson(text ?? ''));
  return parsed.success ? parsed.data : null;
}

/** A seed that lies there still waits, but one that the Pi has noted as taken: it had no time to remove it. */
async function readSeedState(volume: FatVolume): Promise<SeedOnCard> {
  const waiting = await readText(volume, SEED_PATH, 2 * MAX_SEED_BYTES);
  const used = await readText(volume, USED_PATH, MAX_RECORD_BYTES);
  const [waitingId, usedId] = [idIn(waiting), idIn(used)];
  if (waiting !== null && (waitingId === null || waitingId !== usedId)) return { state: 'waiting', id: waitingId };
  return used === null ? { state: 'none', id: null } : { state: 'used', id: usedId };
}

function idIn(text: string | null): string | null {
  return /^id=([0-9a-f]{16})\r?$/m.exec(text ?? '')?.[1] ?? null;
}

/** A file's text, '' where it is none; null when the file is missing. What is broken in the FAT leaves the rest to be told. */
async function readText(volume: FatVolume, path: string, maxBytes: number): Promise<string | null> {
  try {
    const bytes = await readFatFile(volume, path, maxBytes);
    return bytes && (utf8Text(bytes) ?? '');
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'fat-broken') return '';
    throw thrown;
  }
}
