import type { ListedImage } from '../../contract/cli-kept.ts';
import { describeBytes, sanitizeForDisplay } from '../../core/drives/display.ts';
import { describeMs, localTime } from '../render/format.ts';
import type { Style } from '../render/style.ts';
import { table } from '../render/table.ts';
import { wrap } from '../render/wrap.ts';
import { t } from '../words.ts';

const HEAD = ['id', 'host', 'built', 'took', 'size'] as const;
const INDENT = '  ';
/** As much of a commit as git shows. */
const SHORT_REVISION = 8;

/** The kept images for people: a line each, and below it what it was made of and where it lies. */
export function imagesTable(images: readonly ListedImage[], style: Style, columns: number): string {
  const rows = images.map(({ id, name, startedAt, ms, bytes }) => [
    style.bold(id),
    sanitizeForDisplay(name),
    localTime(startedAt),
    describeMs(ms),
    describeBytes(bytes),
  ]);
  const [head = '', ...lines] = table([HEAD.map(style.dim), ...rows], Infinity).split('\n');
  return [head, ...images.flatMap((image, at) => [lines[at] ?? '', ...below(image, style, columns)])].join('\n');
}

function below(image: ListedImage, style: Style, columns: number): readonly string[] {
  const { flake, revision, nixpkgsRevision, how, place, path, destination, state } = image;
  const facts = {
    ...{ flake, how, place, revision: revision?.slice(0, SHORT_REVISION) ?? null },
    dirty: revision?.endsWith('-dirty') === true ? 'dirty' : null,
    nixpkgs: nixpkgsRevision?.slice(0, SHORT_REVISION) ?? null,
  };
  const where = destination === null ? sanitizeForDisplay(path) : t('cli.images.there', { path, machine: destination });
  const lost = state === 'gone' || state === 'unprotected' ? [style.bad(t(`cli.images.state.${state}`))] : [];
  return [t('cli.images.of', facts), where, ...lost]
    .flatMap((text) => wrap(text, columns - INDENT.length))
    .map((line) => INDENT + line);
}
