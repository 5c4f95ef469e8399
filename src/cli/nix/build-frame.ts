import { describeBytes, sanitizeForDisplay } from '../../core/drives/display.ts';
import { shortName } from '../../core/nix/compiled.ts';
import type { BuildProgress, RunningBuild } from '../../core/nix/events.ts';
import type { Style } from '../render/style.ts';
import { truncate } from '../render/table.ts';
import { t } from '../words.ts';

/** A card image builds a few things at a time; more of them would push everything else off the screen. */
const MOST_SHOWN = 4;
const LAST_LINES = 2;

/** What a terminal shows of a running build: the counts, and each running build with its phase and last lines. */
export function buildFrame(progress: BuildProgress | null, style: Style, columns: number): string {
  if (!progress) return style.dim(t('cli.build.evaluating'));
  const shown = progress.running.slice(0, MOST_SHOWN).flatMap((build) => running(build, style, columns));
  const hidden = progress.running.length - MOST_SHOWN;
  const more = hidden > 0 ? [style.dim(`  ${t('cli.build.more', { count: hidden })}`)] : [];
  return [summary(progress), ...shown, ...more].join('\n');
}

/** The counts in one line: built, failed, fetched, downloaded; only those that there are. */
export function summary({ builds, fetches, downloads }: BuildProgress): string {
  const parts = [
    builds.expected > 0 ? t('cli.build.built', { done: builds.done, expected: builds.expected }) : null,
    builds.failed > 0 ? t('cli.build.failed', { failed: builds.failed }) : null,
    fetches.expected > 0 ? t('cli.build.fetched', { done: fetches.done, expected: fetches.expected }) : null,
    downloads.expectedBytes > 0
      ? `${describeBytes(downloads.bytes)} / ${describeBytes(downloads.expectedBytes)}`
      : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' · ') : t('cli.build.evaluating');
}

function running(
  { derivation, machine, phase, lines }: RunningBuild,
  style: Style,
  columns: number,
): readonly string[] {
  const words = [shortName(derivation), phase, machine].filter((word) => word !== null).map(sanitizeForDisplay);
  const last = lines.slice(-LAST_LINES).map((line) => style.dim(truncate(`    ${sanitizeForDisplay(line)}`, columns)));
  return [truncate(`  ${words.join(' · ')}`, columns), ...last];
}
