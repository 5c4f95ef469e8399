// `npm run bench`: flashes against dd, side by side in one run, and against the limit of the drives, all of an exactly
// known speed. Needs root.
//   npm run bench -- --runs 5      more runs; the table has the medians
//   npm run bench -- --part limit  that part only (or several): dd, limit, less
//   npm run bench -- --format gz   against dd, that format only (or several: --format raw --format xz)
//   npm run bench -- --quick       a small image, once: a try, not a measurement
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { benchAgainstDd } from './against-dd.ts';
import { benchAtTheLimit } from './at-the-limit.ts';
import { createLoopDrive, type LoopDrive } from './drive.ts';
import { FORMATS, benchImages, type BenchImages } from './image.ts';
import { stopOnSignals } from './measure.ts';
import { markdown, type Row } from './rows.ts';
import { benchWithLess } from './with-less.ts';

/** What the throttled runs write: 600 MB. */
const IMAGE_MIB = 572;
/** CPU time is counted for a GiB: of less, the start of two programs would be counted as if the image were larger. */
const GIB_MIB = 1024;
const QUICK_MIB = 96;
const DRIVE_SPARE_BYTES = 8 << 20;
const SEVERAL = 4;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    part: { type: 'string', multiple: true, default: ['dd', 'limit', 'less'] },
    format: { type: 'string', multiple: true, default: [...FORMATS] },
    quick: { type: 'boolean', default: false },
  },
});
const runs = values.quick ? 1 : Number(values.runs);
const formats = FORMATS.filter((format) => values.format.includes(format));

if (process.getuid?.() !== 0) throw new Error('npm run bench makes loop devices and control groups: run it as root');
stopOnSignals();
const folder = await mkdtemp(path.join(os.tmpdir(), 'nixberry-bench-'));
try {
  const images = await benchImages(values.quick ? QUICK_MIB : IMAGE_MIB, say);
  const rows = [
    ...(values.part.includes('dd') ? await againstDd(images) : []),
    ...(values.part.includes('limit') ? await atTheLimit(images) : []),
    ...(values.part.includes('less') ? await withLess(images) : []),
  ];
  const processor = `${os.cpus().length} x ${os.cpus()[0]?.model ?? '?'}`;
  console.log(`\n${images.bytes} bytes, for CPU time a GiB; medians of ${runs}; ${processor}\n`);
  console.log(markdown(rows));
  if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

async function againstDd(images: BenchImages): Promise<readonly Row[]> {
  const whole = await benchImages(values.quick ? QUICK_MIB : GIB_MIB, say);
  return withDrives(1, whole.bytes, async ([drive]) => {
    if (!drive) return [];
    return benchAgainstDd({ images, whole, drive, decoder: await bundledDecoder(), formats, runs, say });
  });
}

function atTheLimit(images: BenchImages): Promise<readonly Row[]> {
  return withDrives(SEVERAL, images.bytes, (drives) => benchAtTheLimit({ images, drives, runs, say }));
}

function withLess(images: BenchImages): Promise<readonly Row[]> {
  return withDrives(1, images.bytes, async ([drive]) => (drive ? benchWithLess({ images, drive, runs, say }) : []));
}

async function withDrives<T>(count: number, bytes: number, use: (drives: readonly LoopDrive[]) => Promise<T>) {
  const drives: LoopDrive[] = [];
  try {
    for (let made = 0; made < count; made++)
      drives.push(await createLoopDrive(path.join(folder, `drive-${made}`), bytes + DRIVE_SPARE_BYTES));
    return await use(drives);
  } finally {
    for (const drive of drives) await drive.release();
  }
}

/** The decoder as one file for plain Node, beside node_modules so that its packages are found. */
async function bundledDecoder(): Promise<string> {
  const outfile = path.join(import.meta.dirname, '../../dist/bench-decode.js');
  const entryPoints = [path.join(import.meta.dirname, 'decode.ts')];
  const options = { bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' } as const;
  await build({ ...options, entryPoints, outfile, logLevel: 'warning' });
  return outfile;
}

function say(line: string): void {
  console.log(`bench: ${line}`);
}
