// `npm run bench`: flashes against dd, side by side in one run, on a drive of an exactly known speed. Needs root.
//   npm run bench -- --runs 5     more runs; the table has the medians
//   npm run bench -- --format gz  that one only (or several: --format raw --format xz)
//   npm run bench -- --quick      a small image, once: a try, not a measurement
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { createLoopDrive, type LoopDrive } from './drive.ts';
import { FORMATS, benchImages, type BenchImages } from './image.ts';
import { measure, median, type Measured } from './measure.ts';
import {
  READ_BYTES_PER_SECOND,
  WRITE_BYTES_PER_SECOND,
  cpuRow,
  markdown,
  memoryRow,
  wallRow,
  type Row,
} from './rows.ts';

/** What the throttled runs write: 600 MB. */
const IMAGE_MIB = 572;
/** CPU time is counted for a GiB: of less, the start of two programs would be counted as if the image were larger. */
const GIB_MIB = 1024;
const QUICK_MIB = 96;
const DRIVE_SPARE_BYTES = 8 << 20;
const CLI = path.join(import.meta.dirname, '../../dist/nixberry.js');

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    format: { type: 'string', multiple: true, default: [...FORMATS] },
    quick: { type: 'boolean', default: false },
  },
});
const runs = values.quick ? 1 : Number(values.runs);
const formats = FORMATS.filter((format) => values.format.includes(format));

if (process.getuid?.() !== 0) throw new Error('npm run bench makes loop devices and control groups: run it as root');
const folder = await mkdtemp(path.join(os.tmpdir(), 'nixberry-bench-'));
try {
  const images = await benchImages(values.quick ? QUICK_MIB : IMAGE_MIB, say);
  const whole = await benchImages(values.quick ? QUICK_MIB : GIB_MIB, say);
  const drive = await createLoopDrive(path.join(folder, 'drive'), whole.bytes + DRIVE_SPARE_BYTES);
  try {
    const rows = await bench(images, whole, drive, await bundledDecoder());
    const processor = `${os.cpus().length} x ${os.cpus()[0]?.model ?? '?'}`;
    console.log(`\nthrottled: ${images.bytes} bytes; else ${whole.bytes}; medians of ${runs}; ${processor}\n`);
    console.log(markdown(rows));
    if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
  } finally {
    await drive.release();
  }
} finally {
  await rm(folder, { recursive: true });
}

async function bench(
  images: BenchImages,
  whole: BenchImages,
  drive: LoopDrive,
  decoder: string,
): Promise<readonly Row[]> {
  const node = process.execPath;
  const mebibytes = String(images.bytes >> 20);
  const ddWrite = ['dd', `if=${images.files.raw}`, `of=${drive.device}`, 'bs=1M', 'oflag=direct', 'conv=fsync'];
  const ddRead = ['dd', `if=${drive.device}`, 'of=/dev/null', 'bs=1M', 'iflag=direct', `count=${mebibytes}`];
  const flash = (file: string): string[] => {
    const options = ['--yes', '--allow-virtual', '--allow-fixed', '--no-eject', '--json'];
    return [node, CLI, 'flash', file, '--to', drive.device, ...options];
  };
  const slow = {
    device: drive.number,
    writeBytesPerSecond: WRITE_BYTES_PER_SECOND,
    readBytesPerSecond: READ_BYTES_PER_SECOND,
  };

  const seen = new Map<string, Measured[]>();
  const once = async (what: string, argv: readonly string[], throttled: boolean): Promise<void> => {
    const measured = await measure(argv, throttled ? slow : null);
    const { wallSeconds, cpuSeconds, peakPssBytes } = measured;
    const memory = peakPssBytes > 0 ? `, ${(peakPssBytes / 1e6).toFixed(0)} MB` : '';
    say(`${what}: ${wallSeconds.toFixed(2)} s, CPU ${cpuSeconds.toFixed(2)} s${memory}`);
    seen.set(what, [...(seen.get(what) ?? []), measured]);
  };
  // Run by run and not thing by thing: what disturbs the machine disturbs all of them.
  for (let run = 0; run < runs; run++) {
    await once('dd write', ddWrite, true);
    await once('dd read', ddRead, true);
    for (const format of formats) {
      const file = images.files[format];
      await once(`decode .${format}`, [node, decoder, file], false);
      // Beside our own decoder, so that one that is slow by itself shows.
      if (format === 'xz') await once('xz -dc', ['xz', '-dc', file], false);
      await once(`flash .${format} throttled`, flash(file), true);
      // Of a raw image, too: so the file is in the page cache for the flash that follows, and its disk is not measured.
      await once(`decode a GiB of .${format}`, [node, decoder, whole.files[format]], false);
      await once(`flash a GiB of .${format}`, flash(whole.files[format]), false);
    }
  }

  const middle = (what: string, of: (measured: Measured) => number): number => median((seen.get(what) ?? []).map(of));
  const wall = (what: string): number => middle(what, ({ wallSeconds }) => wallSeconds);
  const cpu = (what: string): number => middle(what, ({ cpuSeconds }) => cpuSeconds);
  return [
    ...formats.map((format) =>
      wallRow(format, {
        ddWrite: wall('dd write'),
        ddRead: wall('dd read'),
        decode: wall(`decode .${format}`),
        xz: format === 'xz' ? wall('xz -dc') : null,
        flash: wall(`flash .${format} throttled`),
      }),
    ),
    // Of a raw image there is nothing to decode.
    ...formats.map((format) =>
      cpuRow(
        format,
        whole.bytes,
        cpu(`flash a GiB of .${format}`),
        format === 'raw' ? 0 : cpu(`decode a GiB of .${format}`),
      ),
    ),
    // The worst run counts: memory has no noise that would excuse it.
    ...formats.map((format) =>
      memoryRow(
        format,
        Math.max(...(seen.get(`flash .${format} throttled`) ?? []).map(({ peakPssBytes }) => peakPssBytes)),
      ),
    ),
  ];
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
