import stringWidth from 'fast-string-width';
import type { ListedDrive } from '../../contract/cli-flash.ts';
import { describeBytes, sanitizeForDisplay } from '../../core/drives/display.ts';
import type { Style } from '../render/style.ts';
import { table, truncate, truncateMiddle } from '../render/table.ts';
import { wrap } from '../render/wrap.ts';
import { t } from '../words.ts';

const HEAD = ['device', 'size', 'model', 'bus', 'mounted at', 'may be written'] as const;
const MODEL = HEAD.indexOf('model');

/** Narrower than this, the last column would be a tower of single words. */
const NARROW_COLUMNS = 70;
const NARROW_INDENT = '  ';
const SHORTEST_MODEL = 6;

/** The drives as a table for people; in a narrow terminal with the verdict below each drive. */
export function drivesTable(drives: readonly ListedDrive[], style: Style, columns: number): string {
  if (columns < NARROW_COLUMNS) return narrowTable(drives, style, columns);
  const rows = drives.map((drive) => [...facts(drive, drives), verdict(drive, style)]);
  return table([HEAD.map(style.dim), ...rows], columns);
}

function narrowTable(drives: readonly ListedDrive[], style: Style, columns: number): string {
  const [head = '', ...rows] = narrowRows(drives, columns).split('\n');
  const below = (drive: ListedDrive): string =>
    wrap(verdict(drive, style), columns - NARROW_INDENT.length)
      .map((line) => NARROW_INDENT + line)
      .join('\n');
  return [style.dim(head), ...drives.flatMap((drive, at) => [rows[at] ?? '', below(drive)])].join('\n');
}

/** One line for each drive: models are cut as far as it helps, before a serial's end; and so is what still does not fit. */
function narrowRows(drives: readonly ListedDrive[], columns: number): string {
  const rows = [HEAD.slice(0, -1), ...drives.map((drive) => facts(drive, drives))];
  const widest = Math.max(
    ...table(rows, Infinity)
      .split('\n')
      .map((line) => stringWidth(line)),
  );
  const model = Math.max(...rows.map((row) => stringWidth(row[MODEL] ?? '')));
  const room = Math.max(SHORTEST_MODEL, model - Math.max(0, widest - columns));
  const cut = rows.map((row) => row.map((cell, at) => (at === MODEL ? truncateMiddle(cell, room) : cell)));
  return table(cut, Infinity)
    .split('\n')
    .map((line) => truncate(line, columns))
    .join('\n');
}

function facts(drive: ListedDrive, all: readonly ListedDrive[]): readonly string[] {
  const { device, bytes, bus, mounts } = drive;
  const mounted = mounts.length === 0 ? '-' : mounts.join(', ');
  const size = bytes === 0 ? '-' : describeBytes(bytes);
  return [device, size, nameOf(drive, all), bus, mounted].map(sanitizeForDisplay);
}

/** The model; of two drives that say the same of model and size also the serial number, which tells them apart. */
function nameOf({ device, bytes, model, serial }: ListedDrive, all: readonly ListedDrive[]): string {
  const hasTwin = all.some((other) => other.device !== device && other.model === model && other.bytes === bytes);
  const name = model ?? '-';
  return hasTwin && serial !== null ? t('cli.drives.model-and-serial', { model: name, serial }) : name;
}

function verdict({ refusals, warnings }: ListedDrive, style: Style): string {
  const [refusal] = refusals;
  if (refusal) return `${style.bad(t('cli.verdict.no'))} ${refusal.message}`;
  if (warnings.length === 0) return style.good(t('cli.verdict.yes'));
  const words = new Set(warnings.map(({ code }) => t(`warning.${code}.short`)));
  return `${style.careful(t('cli.verdict.careful'))} ${[...words].join(', ')}`;
}
