import type { Format } from './image.ts';

/** Issue: drive speeds that a good card has. */
export const WRITE_BYTES_PER_SECOND = 60_000_000;
export const READ_BYTES_PER_SECOND = 90_000_000;

/** How much longer than dd's write and read-back a throttled flash may take. */
const WALL_RATIO: Readonly<Record<Format, number>> = { raw: 1.03, zst: 1.05, gz: 1.05, xz: 1.05 };
/** CPU seconds a GiB written and verified, on top of the decoder's own. */
const CPU_SECONDS_PER_GIB = 2.5;
const PSS_BYTES = 300_000_000;

const GIB = 1 << 30;

/** A line of the table: a measured number and what it has to stay below. */
export interface Row {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly ok: boolean;
}

/** Medians of the throttled runs, in seconds. */
export interface ThrottledTimes {
  readonly ddWrite: number;
  readonly ddRead: number;
  /** The decoder alone. */
  readonly decode: number;
  /** `xz -dc` of the same file, for .xz: shown beside ours, never a part of the target. */
  readonly xz: number | null;
  readonly flash: number;
}

/**
 * Flash against dd alone. For .xz the target is to be as fast as its decoder, which may take longer than dd's write and
 * then takes its place; a slow decoder of another format is no excuse.
 */
export function wallRow(format: Format, { ddWrite, ddRead, decode, xz, flash }: ThrottledTimes): Row {
  const decodes = format === 'xz' && decode > ddWrite;
  const floor = (decodes ? decode : ddWrite) + ddRead;
  const ratio = flash / floor;
  const most = WALL_RATIO[format];
  const against = decodes ? 'decoder + dd read' : 'dd write + dd read';
  const decoders = xz === null ? '' : `; decoder alone ${decode.toFixed(2)} s, xz -dc ${xz.toFixed(2)} s`;
  return {
    what: `.${format}: ${flash.toFixed(2)} s against ${floor.toFixed(2)} s (${against}${decoders})`,
    target: `≤ ${most.toFixed(2)}`,
    measured: ratio.toFixed(3),
    ok: ratio <= most,
  };
}

/** CPU seconds of a flash, and of its decoder alone, for an image of `bytes`. */
export function cpuRow(format: Format, bytes: number, flash: number, decoder: number): Row {
  const perGib = (seconds: number): number => (seconds * GIB) / bytes;
  const most = perGib(decoder) + CPU_SECONDS_PER_GIB;
  return {
    what: `.${format}: CPU s a GiB${format === 'raw' ? '' : ` (decoder alone ${perGib(decoder).toFixed(2)})`}`,
    target: `< ${most.toFixed(2)}`,
    measured: perGib(flash).toFixed(2),
    ok: perGib(flash) < most,
  };
}

export function memoryRow(format: Format, peakPssBytes: number): Row {
  return {
    what: `.${format}: peak memory of all processes (PSS)`,
    target: `< ${PSS_BYTES / 1e6} MB`,
    measured: `${(peakPssBytes / 1e6).toFixed(0)} MB`,
    // None seen: the kernel did not tell.
    ok: peakPssBytes > 0 && peakPssBytes < PSS_BYTES,
  };
}

export function markdown(rows: readonly Row[]): string {
  return [
    '| what | target | measured | |',
    '|---|---|---|---|',
    ...rows.map(({ what, target, measured, ok }) => `| ${what} | ${target} | ${measured} | ${ok ? 'ok' : 'MISSED'} |`),
  ].join('\n');
}
