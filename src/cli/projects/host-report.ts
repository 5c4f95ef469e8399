import { boardOf } from '../../core/boards/index.ts';
import { sanitizeForDisplay } from '../../core/drives/display.ts';
import { settingsPath } from '../../core/projects/layout.ts';
import type { ParsedSettings } from '../../core/spec/settings-text.ts';
import type { Settings } from '../../core/spec/settings.ts';
import type { Project } from '../../node/projects/open.ts';
import type { Style } from '../render/style.ts';
import { table } from '../render/table.ts';
import { t } from '../words.ts';
import { valueWords } from './value-words.ts';

/** Not for people: what the file is. */
const SILENT = ['$schema', 'format'];

/** The settings of a host by the paths that `nixberry set` takes, with a blank line around those that belong together. */
export function hostReport(settings: Settings, style: Style, columns: number): string {
  const rows = Object.entries(settings).flatMap(([name, value]) => {
    if (SILENT.includes(name)) return [];
    if (isFields(value)) return [[''], ...rowsOf(name, value, style), ['']];
    return listed(name, name === 'board' ? boardWords(settings) : value, style);
  });
  // One table, so that all values begin in the same column.
  return table(rows, columns)
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** A line for each host of a project. */
export function projectReport(
  { folder, release, hosts }: Project,
  settings: ReadonlyMap<string, ParsedSettings>,
  style: Style,
  columns: number,
): string {
  const heading = t('cli.show.project', { folder, release, count: hosts.length });
  if (hosts.length === 0) return heading;
  const head = ['host', 'board', 'kernel', 'user', 'network'].map(style.dim);
  const rows = hosts.map((host) => {
    const read = settings.get(host);
    const name = style.bold(sanitizeForDisplay(host));
    if (read?.type !== 'complete') return [name, style.bad(t('cli.show.broken', { file: settingsPath(host) }))];
    const { board, kernel, user } = read.settings;
    return [name, boardTitle(board), t(`board.kernel.${kernel}`), user.name, networkWords(read.settings)];
  });
  return [heading, table([head, ...rows], columns)].join('\n');
}

function rowsOf(prefix: string, fields: object, style: Style): string[][] {
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
    const path = `${prefix}.${name}`;
    return isFields(value) ? rowsOf(path, value, style) : listed(path, value, style);
  });
}

/** A list has a line for each item. */
function listed(path: string, value: unknown, style: Style): string[][] {
  if (!Array.isArray(value) || value.length === 0) return [[style.dim(path), valueWords(value)]];
  return value.map((item: unknown, at) => [at === 0 ? style.dim(path) : '', valueWords(item)]);
}

function boardWords({ board }: Settings): string {
  return `${board} (${boardOf(board).title})`;
}

function boardTitle(board: Settings['board']): string {
  return boardOf(board).title.replace('Raspberry Pi ', '');
}

function networkWords({ ethernet, wifi }: Settings): string {
  const wired = ethernet.method === 'static' ? ethernet.address : 'DHCP';
  return [wired, ...wifi.networks.map(({ ssid }) => `Wi-Fi ${valueWords(ssid)}`)].join(', ');
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
