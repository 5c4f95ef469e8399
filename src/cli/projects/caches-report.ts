import { sanitizeForDisplay } from '../../core/drives/display.ts';
import { OFFERED_CACHES, type OfferedCache } from '../../core/nix/caches.ts';
import type { Style } from '../render/style.ts';
import { table } from '../render/table.ts';
import { hasWords, t } from '../words.ts';

/** A cache as `--json` has it. */
export interface ListedCache extends Omit<OfferedCache, 'name'> {
  readonly name: string | null;
  readonly accepted: boolean;
}

/** The caches of a project with their keys, and those that could be added by name. */
export function cachesReport(folder: string, caches: readonly ListedCache[], style: Style, columns: number): string {
  const rows = caches.flatMap(({ name, url, key, accepted }) => [
    [style.bold(name ?? '-'), sanitizeForDisplay(url)],
    ['', style.dim(sanitizeForDisplay(key))],
    ...(accepted ? [] : [['', style.careful(t('cli.caches.waiting', { folder }))]]),
  ]);
  const others = OFFERED_CACHES.filter((offered) => !caches.some(({ url }) => url === offered.url));
  return [
    t('cli.caches.heading', { folder, count: caches.length }),
    ...(rows.length > 0 ? [table(rows, columns)] : []),
    ...(others.length > 0
      ? [
          t('cli.caches.offered'),
          table(
            others.map((other) => row(other, style)),
            columns,
          ),
        ]
      : []),
  ].join('\n');
}

function row({ name, url }: OfferedCache, style: Style): readonly string[] {
  const words = `cache.${name}`;
  return [style.bold(name), hasWords(words) ? `${url}: ${t(words)}` : url];
}
