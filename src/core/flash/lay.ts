import { AppError } from '../errors/app-error.ts';
import type { FatFile } from '../fat/fat.ts';
import { layFiles } from '../fat/lay-files.ts';
import { CARD_RECORD_FORMAT, CARD_RECORD_PATH, type CardRecord } from '../seed/card-record.ts';
import { encodeSeed } from '../seed/encode.ts';
import { findFirmware } from '../seed/firmware.ts';
import { SEED_PATH, type Seed } from '../seed/seed.ts';
import { base64Of } from '../spec/base64.ts';
import { utf8Bytes } from '../spec/utf8.ts';
import { carriedSeed, type CarriedSeed } from './carried-seed.ts';
import type { HeldImage } from './held-image.ts';
import { MAX_OVERLAY_BYTES, type Overlay } from './protocol-target.ts';
import type { FlashRun, LayRequest } from './request.ts';

/** What is laid over the image for one target. Full of secrets. */
export interface Laid {
  readonly files: readonly FatFile[];
  readonly overlays: readonly Overlay[];
  /** The id of the seed that is laid in, or else of the one that the image has already. */
  readonly seed: string | null;
}

/** By the target's name; all targets of an image that takes seeds, or none. */
export type LaidTargets = ReadonlyMap<string, Laid>;

export const NOTHING_LAID: LaidTargets = new Map();

type UnlaidRun = Omit<FlashRun, 'laid'>;

const NONE: CarriedSeed = { kind: 'none' };

/**
 * Finds out whether the image takes seeds, asks for each target's, and works out what is to be laid over the image: of an
 * image that takes none, nothing. A seed that the image has already stays for a target that gets no other. Throws AppError
 * `seed-not-taken`, `seed-twice`, `seed-no-room`, `seed-too-large`, `fat-broken`, what `seedFor` throws, and what reading
 * the image throws.
 */
export async function layTargets(run: UnlaidRun, lay: LayRequest, image: HeldImage): Promise<LaidTargets> {
  const firmware = await findFirmware(image.disk);
  const carried = firmware.kind === 'takes' ? await carriedSeed(firmware.volume) : NONE;
  // An image that cannot be read must not be called one that takes no seed.
  const failure = image.failure();
  if (failure) throw failure;
  const seeds = new Map<string, Seed | null>();
  for (const { path: target } of run.request.targets) {
    const taker = firmware.kind === 'takes' ? ({ kind: 'takes', record: firmware.record, carried } as const) : firmware;
    const seed = await lay.seedFor({ target, image: taker });
    if (firmware.kind === 'refuses' && seed)
      throw new AppError('seed-not-taken', { image: run.source.name, reason: firmware.reason });
    seeds.set(target, seed);
  }
  if (firmware.kind === 'refuses') return NOTHING_LAID;
  // The same name, the same host key: whoever has one of these cards can pass for the other.
  if (carried.kind !== 'none' && [...seeds.values()].filter((seed) => seed === null).length > 1)
    throw new AppError('seed-twice', { image: run.source.name, reason: 'carried' });

  const laid = new Map<string, Laid>();
  for (const [target, given] of seeds) {
    const seed = given ?? (carried.kind === 'waiting' ? carried.seed : null);
    const id = seed?.id ?? (carried.kind === 'used' ? carried.id : null);
    const files = [
      cardRecordFile(run, lay, { id, hostName: seed?.hostName ?? null }),
      ...(given ? [seedFile(given)] : []),
    ];
    const overlays = await layFiles(firmware.volume, files, { iso: run.startedAt });
    assertSmall(overlays);
    laid.set(target, {
      files,
      overlays: overlays.map(({ offset, bytes }) => ({ offset, data: base64Of(bytes) })),
      seed: id,
    });
    if (seed) run.emit(seedEvent(target, seed));
  }
  return laid;
}

function seedFile(seed: Seed): FatFile {
  return { path: SEED_PATH, bytes: asBytes(encodeSeed(seed)) };
}

/** `seed`: of what the card has, whoever laid it in. */
function cardRecordFile(
  { source, job, startedAt }: UnlaidRun,
  { origin }: LayRequest,
  seed: { readonly id: string | null; readonly hostName: string | null },
): FatFile {
  const { writtenBy, builtAt, revision } = origin;
  const record: CardRecord = {
    format: CARD_RECORD_FORMAT,
    writtenBy,
    writtenAt: startedAt,
    job,
    image: fileName(source.name),
    builtAt,
    revision,
    hostName: seed.hostName,
    seed: seed.id,
  };
  return { path: CARD_RECORD_PATH, bytes: asBytes(`${JSON.stringify(record, null, 2)}\n`) };
}

/** Where it lies is the computer's business, not the card's. */
function fileName(name: string): string {
  return name.split(/[/\\]/).findLast((part) => part !== '') ?? name;
}

function asBytes(text: string): Uint8Array {
  return Uint8Array.from(utf8Bytes(text));
}

/** A FAT with large clusters, or a large file in a seed's place, can make much of little. */
function assertSmall(overlays: readonly { readonly bytes: Uint8Array }[]): void {
  const bytes = overlays.reduce((sum, overlay) => sum + overlay.bytes.byteLength, 0);
  if (bytes > MAX_OVERLAY_BYTES) throw new AppError('seed-too-large', { bytes, max: MAX_OVERLAY_BYTES });
}

function seedEvent(target: string, { id, hostName, wifi, sshHostKey }: Seed) {
  return { type: 'seed', target, id, hostName, wifi: wifi.length, hostKey: sshHostKey !== null } as const;
}
