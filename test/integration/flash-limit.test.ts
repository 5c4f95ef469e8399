import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliLineSchema, type CliLine } from '../../src/contract/cli.ts';
import { createLoopDrive, type LoopDrive } from '../bench/drive.ts';
import { flashArgv } from '../bench/flash-argv.ts';
import { measure, type Measured } from '../bench/measure.ts';
import { createTimeline, longestStandMs, movingPhases, tailShare, type SeenPhase } from '../bench/timeline.ts';
import { testImage } from '../support/test-image.ts';
import { run } from './drives-support.ts';

// The short form of `npm run bench`. What is compared is measured in the same try: other things may happen here, too.

const MIB = 1 << 20;
const IMAGE_BYTES = 192 * MIB;
const SEVERAL = 4;
/** Of a good card. */
const SPEED = { writeBytesPerSecond: 60_000_000, readBytesPerSecond: 90_000_000 };
/** How much longer than dd, and than one drive: `bench` is stricter, with the computer to itself. */
const RATIO = 1.1;

interface Flashed extends Measured {
  /** Of the slowest drive: writing, flushing, reading back, in seconds. */
  readonly seconds: number;
  readonly phases: readonly SeenPhase[];
}

const drives: LoopDrive[] = [];
let folder = '';
let image = '';

beforeAll(async () => {
  folder = mkdtempSync('/var/tmp/nixberry-test-');
  image = `${folder}/image.img`;
  writeFileSync(image, halfRandom(IMAGE_BYTES));
  run('zstd', '-q', '-1', '-k', image);
  for (let made = 0; made < SEVERAL; made++)
    drives.push(await createLoopDrive(`${folder}/drive-${made}`, IMAGE_BYTES + 8 * MIB));
});

afterAll(async () => {
  for (const drive of drives) await drive.release();
  rmSync(folder, { recursive: true, force: true });
});

/** The other half is where a decoder has more to do than to copy. */
function halfRandom(bytes: number): Buffer {
  return Buffer.concat([testImage(bytes / 2), Buffer.alloc(bytes / 2, testImage(MIB / 16, 2))]);
}

function throttlesOf(some: readonly LoopDrive[]) {
  return some.map(({ number }) => ({ device: number, ...SPEED }));
}

/** What this drive takes to be written and read back, by the program that does nothing else. */
async function timeDd(): Promise<number> {
  const one = drives.slice(0, 1);
  const device = one[0]?.device ?? '';
  const write = [`if=${image}`, `of=${device}`, 'bs=1M', 'oflag=direct', 'conv=fsync'];
  const read = [`if=${device}`, 'of=/dev/null', 'bs=1M', 'iflag=direct', `count=${IMAGE_BYTES / MIB}`];
  const written = await measure(['dd', ...write], { throttles: throttlesOf(one) });
  return written.wallSeconds + (await measure(['dd', ...read], { throttles: throttlesOf(one) })).wallSeconds;
}

async function flash(file: string, count: number): Promise<Flashed> {
  const some = drives.slice(0, count);
  const timeline = createTimeline();
  const lines: CliLine[] = [];
  const argv = flashArgv(
    file,
    some.map(({ device }) => device),
  );
  const measured = await measure(argv, {
    throttles: throttlesOf(some),
    onLine: (text, atMs) => {
      const line = cliLineSchema.parse(JSON.parse(text));
      lines.push(line);
      timeline.tell(line, atMs);
    },
  });
  const seconds = lines.flatMap((line) => {
    if (line.type !== 'target-end' || line.outcome.kind !== 'done') return [];
    const { writing, flushing, verifying } = line.outcome.ms;
    return [(writing + flushing + verifying) / 1000];
  });
  expect(seconds).toHaveLength(count);
  return { ...measured, seconds: Math.max(...seconds), phases: timeline.phases };
}

// Again where something else took the computer's time: that passes, and slowness does not.
describe('on drives of 60 MB/s, and 90 to read', { retry: 2 }, () => {
  it('writes and reads back as fast as dd, with little of a core, and tells of it evenly', async () => {
    const ddSeconds = await timeDd();
    const { seconds, cpuSeconds, wallSeconds, phases } = await flash(image, 1);
    expect(seconds / ddSeconds).toBeLessThan(RATIO);
    expect(cpuSeconds / wallSeconds).toBeLessThan(0.3);
    const moving = movingPhases(phases);
    expect(moving).toHaveLength(2);
    for (const phase of moving) {
      expect(tailShare(phase)).toBeLessThan(0.15);
      expect(longestStandMs(phase)).toBeLessThan(1_000);
    }
  });

  it('is as fast when the image is packed', async () => {
    const ddSeconds = await timeDd();
    const { seconds } = await flash(`${image}.zst`, 1);
    expect(seconds / ddSeconds).toBeLessThan(RATIO);
  });

  it('writes four at once as fast as one, in 400 MB of memory', async () => {
    const ddSeconds = await timeDd();
    const { seconds, peakPssBytes } = await flash(image, SEVERAL);
    expect(seconds / ddSeconds).toBeLessThan(RATIO);
    expect(peakPssBytes).toBeGreaterThan(0);
    expect(peakPssBytes).toBeLessThan(400e6);
  });
});
