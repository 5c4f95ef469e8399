import { sanitizeForDisplay, describeBytes } from '../../core/drives/display.ts';
import { maskSeed, type MaskedSeed } from '../../core/seed/masked.ts';
import type { Seed } from '../../core/seed/seed.ts';
import type { Style } from '../render/style.ts';
import { table } from '../render/table.ts';
import { t } from '../words.ts';

/** What of a seed may be shown. */
export async function maskedSeed(seed: Seed): Promise<MaskedSeed> {
  if (seed.sshHostKey === null) return maskSeed(seed, null);
  const { describeHostKey } = await import('../../node/seed/host-key.ts');
  return maskSeed(seed, describeHostKey(seed.sshHostKey).fingerprint);
}

/** What is in a seed, for people: only what there is, and of secrets only that they are there. */
export function seedReport(seed: MaskedSeed, style: Style, columns: number): string {
  const there = t('cli.seed.there');
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [t('cli.seed.row.id'), [seed.id]],
    [t('cli.seed.row.hostName'), [seed.hostName ?? t('cli.seed.as-built')]],
    [t('cli.seed.row.keys'), seed.authorizedKeys.map(({ type, comment }) => `${type} ${comment}`.trim())],
    [t('cli.seed.row.password'), seed.password === null ? [] : [t('cli.seed.hash', { kind: seed.password })]],
    [
      t('cli.seed.row.wifi'),
      seed.wifi.map(({ ssid, security, hidden }) => t('cli.seed.network', { ssid, security, hidden })),
    ],
    [t('cli.seed.row.country'), present(seed.country)],
    [t('cli.seed.row.tailscale'), seed.tailscale ? [there] : []],
    [t('cli.seed.row.hostKey'), present(seed.hostKey?.fingerprint)],
    [t('cli.seed.row.ageKey'), seed.age ? [there] : []],
    [t('cli.seed.row.ownFile'), seed.ownFileBytes === null ? [] : [describeBytes(seed.ownFileBytes)]],
    [t('cli.seed.row.replace'), seed.replace ? [t('cli.seed.replace')] : []],
  ];
  return table(
    rows.flatMap(([name, values]) =>
      values.map((value, at) => [at === 0 ? style.dim(name) : '', sanitizeForDisplay(value)]),
    ),
    columns,
  );
}

function present(value: string | null | undefined): readonly string[] {
  return value === null || value === undefined ? [] : [value];
}
