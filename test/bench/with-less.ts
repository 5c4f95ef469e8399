import type { LoopDrive } from './drive.ts';
import { flashArgv } from './flash-argv.ts';
import { halfEmptyImage } from './half-empty.ts';
import { imageFolder, type BenchImages } from './image.ts';
import { shareRow, type Speed } from './limit-rows.ts';
import { measure, median } from './measure.ts';
import { writeOlderImage } from './older-card.ts';
import type { Row } from './rows.ts';
import { shrunkImage } from './shrunk.ts';

/** A slow card, where less to write is worth most. */
const SPEED: Speed = { writeBytesPerSecond: 20_000_000, readBytesPerSecond: 90_000_000 };
const ONLY_CHANGED_SHARE = 0.3;
const HALF_EMPTY_SHARE = 0.6;
/** Of the bench's image 18.5 % are left out. */
const SHRUNK_SHARE = 0.85;

interface WithLess {
  readonly images: BenchImages;
  readonly drive: LoopDrive;
  readonly runs: number;
  readonly say: (line: string) => void;
}

/** What the options save that write less, against the same flash without them. */
export async function benchWithLess({ images, drive, runs, say }: WithLess): Promise<readonly Row[]> {
  const folder = await imageFolder();
  const halfEmpty = await halfEmptyImage(folder, images.bytes);
  const shrunk = await shrunkImage(folder, images.bytes);
  const seen = new Map<string, number[]>();
  const once = async (what: string, image: string, ...options: readonly string[]): Promise<void> => {
    const throttles = [{ device: drive.number, ...SPEED }];
    const { wallSeconds } = await measure(flashArgv(image, [drive.device], ...options), { throttles });
    say(`${what}: ${wallSeconds.toFixed(2)} s`);
    seen.set(what, [...(seen.get(what) ?? []), wallSeconds]);
  };
  for (let run = 0; run < runs; run++) {
    await once('all', images.files.raw);
    await writeOlderImage(images.files.raw, drive.device, images.bytes);
    // A drive that was seen before is not probed again; only one that passed needs no second reading.
    await once('--only-changed', images.files.raw, '--only-changed', '--probe');
    await once('half-empty, all', halfEmpty);
    await once('half-empty, --skip-free', halfEmpty, '--skip-free');
    await once('shrunk, all', shrunk);
    await once('shrunk, --skip-free', shrunk, '--skip-free');
  }
  const seconds = (what: string): number => median(seen.get(what) ?? []);
  const at = `at ${SPEED.writeBytesPerSecond / 1e6} MB/s (read ${SPEED.readBytesPerSecond / 1e6})`;
  const skipFreeRow = (what: string, image: string, most: number): Row =>
    shareRow(`--skip-free, ${what}, ${at}`, most, seconds(`${image}, --skip-free`), seconds(`${image}, all`));
  return [
    shareRow(`--only-changed, 5 % changed, ${at}`, ONLY_CHANGED_SHARE, seconds('--only-changed'), seconds('all')),
    skipFreeRow('half empty', 'half-empty', HALF_EMPTY_SHARE),
    skipFreeRow('shrunk as NixOS does', 'shrunk', SHRUNK_SHARE),
  ];
}
