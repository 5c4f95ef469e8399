import { sanitizeForDisplay } from '../../core/drives/display.ts';
import type { CardIdentity, SeedOnCard } from '../../core/identify/card-identity.ts';
import { localTime } from '../render/format.ts';
import type { Style } from '../render/style.ts';
import { table } from '../render/table.ts';
import { t } from '../words.ts';

type NixberryCard = Extract<CardIdentity, { kind: 'nixberry' }>;

/** What a card is, for people. What stands on it is somebody's, and is shown as such. */
export function identityReport(device: string, identity: CardIdentity, style: Style, columns: number): string {
  switch (identity.kind) {
    case 'unfinished': {
      const when = identity.startedAt === null ? null : localTime(identity.startedAt);
      return style.careful(t('cli.identify.unfinished', { device, when }));
    }
    case 'other': {
      const { what, label } = identity;
      const heading = t(`cli.identify.other.${what}`, { device });
      return label === null ? heading : `${heading}\n${t('cli.identify.label', { label })}`;
    }
    case 'nixberry': {
      const heading = style.bold(t('cli.identify.nixberry', { device, ...namesOf(identity) }));
      const rows = rowsOf(identity).map(([name, value]) => ['', style.dim(name), sanitizeForDisplay(value)]);
      return [heading, table(rows, columns)].join('\n');
    }
  }
}

/** One image can be on many cards, each with a name of its own. */
function namesOf({ image, card }: NixberryCard): { readonly host: string; readonly image: string | null } {
  const host = card?.hostName ?? image.host;
  return { host, image: host === image.host ? null : image.host };
}

function rowsOf({ image, card, seed }: NixberryCard): readonly (readonly [string, string])[] {
  const unknown = t('cli.identify.not-known');
  return [
    [t('cli.identify.row.nixos'), image.nixos],
    [t('cli.identify.row.board'), image.board],
    [t('cli.identify.row.revision'), revisionWords(card?.revision ?? null) ?? unknown],
    [t('cli.identify.row.built'), card?.builtAt ? localTime(card.builtAt) : unknown],
    ...(card ? [[t('cli.identify.row.image'), card.image] as const] : []),
    [t('cli.identify.row.written'), writtenWords(card)],
    [t('cli.identify.row.seed'), seedWords(seed)],
  ];
}

function seedWords(seed: SeedOnCard): string {
  const { id } = seed;
  if (seed.state === 'not-taken') return t(`cli.identify.seed.not-taken.${seed.reason}`, { id });
  return t(`cli.identify.seed.${seed.state}`, { id });
}

function writtenWords(card: NixberryCard['card']): string {
  if (card === null) return t('cli.identify.by-another');
  return t('cli.identify.written', { when: localTime(card.writtenAt), by: card.writtenBy });
}

function revisionWords(revision: string | null): string | null {
  const [, commit, dirty] = /^(.*?)(-dirty)?$/s.exec(revision ?? '') ?? [];
  return commit ? t('cli.identify.revision', { revision: commit, dirty: dirty !== undefined }) : null;
}
