import { cliLineSchema } from '../../src/contract/cli.ts';
import type { LoopDrive } from './drive.ts';
import { flashArgv } from './flash-argv.ts';
import type { BenchImages } from './image.ts';
import { coreRow, limitRow, severalMemoryRow, severalRow, tailRow, type LimitTimes, type Speed } from './limit-rows.ts';
import { measure, median, type Measured } from './measure.ts';
import type { Row } from './rows.ts';
import { createTimeline, type SeenPhase } from './timeline.ts';

/** Of a good card; few write faster than this reads. */
const READ_BYTES_PER_SECOND = 90_000_000;
const SLOW = speedOf(20_000_000);
const GOOD = speedOf(60_000_000);
const FAST = speedOf(90_000_000);

/** A flash of one kind, and the rows that it has to hold. */
interface Kind {
  readonly what: string;
  readonly format: 'raw' | 'zst';
  readonly drives: number;
  readonly speed: Speed;
  readonly rows: readonly ((times: LimitTimes) => Row)[];
}

function kindsFor(drives: number): readonly Kind[] {
  const one = [SLOW, GOOD, FAST].flatMap((speed) =>
    (['raw', 'zst'] as const).map((format): Kind => {
      const rows = format === 'raw' && speed === GOOD ? [limitRow, tailRow, coreRow] : [limitRow, tailRow];
      return { what: `.${format} at ${nameOf(speed)}`, format, drives: 1, speed, rows };
    }),
  );
  const several = [SLOW, GOOD].map((speed): Kind => {
    const what = `${drives} drives, .raw at ${nameOf(speed)} each`;
    return { what, format: 'raw', drives, speed, rows: [limitRow, tailRow, severalMemoryRow] };
  });
  return [...one, ...several];
}

interface Seen extends Measured {
  readonly phases: readonly SeenPhase[];
}

/**
 * Flashes to drives of several speeds, one and all of `drives` at once, each of which can do so much by itself. What a
 * drive can do at most is no measurement: the control group holds it exactly.
 */
export async function benchAtTheLimit({
  images,
  drives,
  runs,
  say,
}: {
  readonly images: BenchImages;
  readonly drives: readonly LoopDrive[];
  readonly runs: number;
  readonly say: (line: string) => void;
}): Promise<readonly Row[]> {
  const kinds = kindsFor(drives.length);
  const seen = new Map<Kind, Seen[]>();
  // Run by run and not kind by kind: what disturbs the machine disturbs all of them.
  for (let run = 0; run < runs; run++)
    for (const kind of kinds) {
      const result = await flashOnce(images.files[kind.format], drives.slice(0, kind.drives), kind.speed);
      const { wallSeconds, cpuSeconds, peakPssBytes } = result;
      const memory = `${(peakPssBytes / 1e6).toFixed(0)} MB`;
      say(`${kind.what}: ${wallSeconds.toFixed(2)} s, CPU ${cpuSeconds.toFixed(2)} s, ${memory}`);
      seen.set(kind, [...(seen.get(kind) ?? []), result]);
    }
  const timesOf = (kind: Kind): LimitTimes => {
    const all = seen.get(kind) ?? [];
    return {
      what: kind.what,
      imageBytes: images.bytes,
      speed: kind.speed,
      wallSeconds: median(all.map(({ wallSeconds }) => wallSeconds)),
      cpuSeconds: median(all.map(({ cpuSeconds }) => cpuSeconds)),
      peakPssBytes: Math.max(...all.map(({ peakPssBytes }) => peakPssBytes)),
      phases: all.flatMap(({ phases }) => phases),
    };
  };
  return kinds.flatMap((kind) => {
    const times = timesOf(kind);
    const alone = kinds.find(
      ({ drives: count, format, speed }) =>
        count === 1 && kind.drives > 1 && format === kind.format && speed === kind.speed,
    );
    return [...kind.rows.map((row) => row(times)), ...(alone ? [severalRow(times, timesOf(alone).wallSeconds)] : [])];
  });
}

async function flashOnce(image: string, drives: readonly LoopDrive[], speed: Speed): Promise<Seen> {
  // So it is in the page cache, and its own disk is not measured.
  await measure(['cat', image]);
  const timeline = createTimeline();
  const argv = flashArgv(
    image,
    drives.map(({ device }) => device),
  );
  const measured = await measure(argv, {
    throttles: drives.map(({ number }) => ({ device: number, ...speed })),
    onLine: (line, atMs) => timeline.tell(cliLineSchema.parse(JSON.parse(line)), atMs),
  });
  return { ...measured, phases: timeline.phases };
}

function speedOf(writeBytesPerSecond: number): Speed {
  return { writeBytesPerSecond, readBytesPerSecond: READ_BYTES_PER_SECOND };
}

function nameOf({ writeBytesPerSecond, readBytesPerSecond }: Speed): string {
  return `${writeBytesPerSecond / 1e6} MB/s (read ${readBytesPerSecond / 1e6})`;
}
