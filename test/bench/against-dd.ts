import type { LoopDrive } from './drive.ts';
import { flashArgv } from './flash-argv.ts';
import type { BenchImages, Format } from './image.ts';
import { measure, median, type Measured } from './measure.ts';
import { READ_BYTES_PER_SECOND, WRITE_BYTES_PER_SECOND, cpuRow, memoryRow, wallRow, type Row } from './rows.ts';

interface AgainstDd {
  /** Written while the drive is throttled. */
  readonly images: BenchImages;
  /** Written as fast as the machine can, for CPU time. */
  readonly whole: BenchImages;
  readonly drive: LoopDrive;
  /** A program that decodes an image and drops the bytes. */
  readonly decoder: string;
  readonly formats: readonly Format[];
  readonly runs: number;
  readonly say: (line: string) => void;
}

/** Each format against dd, side by side in the same run: wall time, CPU time, memory. */
export async function benchAgainstDd(options: AgainstDd): Promise<readonly Row[]> {
  const { images, whole, drive, decoder, formats, runs, say } = options;
  const node = process.execPath;
  const mebibytes = String(images.bytes / 2 ** 20);
  const ddWrite = ['dd', `if=${images.files.raw}`, `of=${drive.device}`, 'bs=1M', 'oflag=direct', 'conv=fsync'];
  const ddRead = ['dd', `if=${drive.device}`, 'of=/dev/null', 'bs=1M', 'iflag=direct', `count=${mebibytes}`];
  const flash = (file: string): readonly string[] => flashArgv(file, [drive.device]);
  const slow = {
    device: drive.number,
    writeBytesPerSecond: WRITE_BYTES_PER_SECOND,
    readBytesPerSecond: READ_BYTES_PER_SECOND,
  };

  const seen = new Map<string, Measured[]>();
  const once = async (what: string, argv: readonly string[], throttled: boolean): Promise<void> => {
    const measured = await measure(argv, { throttles: throttled ? [slow] : [] });
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
