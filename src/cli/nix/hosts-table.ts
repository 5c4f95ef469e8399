import type * as z from 'zod';
import type { hostsLine } from '../../contract/cli-build.ts';
import { sanitizeForDisplay } from '../../core/drives/display.ts';
import type { OfferedHost } from '../../core/nix/hosts.ts';
import { errorWords } from '../error-words.ts';
import type { Style } from '../render/style.ts';
import { table } from '../render/table.ts';
import { t } from '../words.ts';

/** A host as `--json` has it. */
export type ListedHost = z.infer<typeof hostsLine>['hosts'][number];

/** The host with the words of what keeps it from being read. */
export function offeredHost({ failure, ...host }: OfferedHost): ListedHost {
  if (failure === null) return { ...host, error: null };
  const { cause, facts } = failure;
  const words =
    cause === 'timeout' ? errorWords('nix-timeout', facts) : errorWords('build-failed', { ...facts, cause });
  return { ...host, error: { cause, facts, ...words } };
}

/** The hosts of a flake for people. */
export function hostsTable(hosts: readonly ListedHost[], style: Style, columns: number): string {
  const head = ['host', 'runs on', 'image'].map(style.dim);
  const rows = hosts.map(({ name, system, buildSystem, sdImage, error }) => {
    const host = style.bold(sanitizeForDisplay(name));
    if (error) return [host, '-', `${style.bad(t('cli.hosts.broken'))} ${error.message} ${error.next}`];
    const cross = buildSystem !== null && buildSystem !== system ? buildSystem : null;
    const image = t(sdImage ? 'cli.hosts.image' : 'cli.hosts.no-image', { cross });
    return [host, sanitizeForDisplay(system ?? '-'), sdImage ? style.good(image) : style.dim(image)];
  });
  return table([head, ...rows], columns);
}
