import { keptName, type KeptImage } from '../../core/kept/record.ts';
import type { SystemDiff } from '../../core/kept/compare.ts';
import type { PartChange } from '../../core/kept/diff.ts';
import { describeBytes, sanitizeForDisplay } from '../../core/drives/display.ts';
import type { Style } from '../render/style.ts';
import { table } from '../render/table.ts';
import { t } from '../words.ts';
import { localTime } from '../render/format.ts';
import type { Operand } from './operand.ts';

/** What differs between two systems for people: first what the two are, then each part that changed, then the sizes. */
export function diffReport(before: Operand, after: Operand, diff: SystemDiff, style: Style, columns: number): string {
  const head = [`- ${nameOf(before)}`, `+ ${nameOf(after)}`].map(style.bold);
  if (before.system === after.system) return [...head, t('cli.diff.same')].join('\n');
  const rows = diff.changes.map((change) => [...whatOf(change, diff.changes), size(change.bytes), versions(change)]);
  const parts =
    rows.length === 0
      ? t('cli.diff.nothing')
      : table(
          rows.map(([kind = '', ...row]) => [style.dim(kind), ...row]),
          columns,
        );
  return [...head, '', parts, ...total(diff)].join('\n');
}

function nameOf({ image, system }: Operand): string {
  return image === null ? sanitizeForDisplay(system) : t('cli.diff.image', imageFacts(image));
}

function imageFacts(image: KeptImage): { name: string; when: string; id: string } {
  return { name: keptName(image), when: localTime(image.startedAt), id: image.id };
}

/** The kind is said once, before the first of it; a name only where it says more than its kind. */
function whatOf(change: PartChange, changes: readonly PartChange[]): readonly string[] {
  const first = changes.find(({ kind }) => kind === change.kind) === change;
  const name = change.kind === 'nixos' ? '' : sanitizeForDisplay(change.name);
  return [first ? t(`kept-part.${change.kind}`) : '', name];
}

function versions({ before, after }: PartChange): string {
  const [old, now] = [listOf(before), listOf(after)];
  if (before.length > 0 && after.length > 0) return t('cli.diff.versions', { before: old, after: now });
  if (after.length > 0) return t('cli.diff.added', { after: now });
  return before.length > 0 ? t('cli.diff.removed', { before: old }) : t('cli.diff.only-size');
}

function listOf(versions: readonly string[]): string {
  return versions.map((version) => version || t('cli.diff.unversioned')).join(', ');
}

function size(bytes: number | null): string {
  if (bytes === null) return '';
  return `${bytes < 0 ? '-' : '+'}${describeBytes(Math.abs(bytes))}`;
}

function total({ beforeBytes, afterBytes }: SystemDiff): readonly string[] {
  if (beforeBytes === null || afterBytes === null) return [];
  const change = beforeBytes === afterBytes ? t('cli.diff.no-change') : size(afterBytes - beforeBytes);
  return ['', t('cli.diff.total', { beforeBytes, afterBytes, change })];
}
