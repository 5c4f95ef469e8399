import type { BuildEstimate } from '../../core/kept/estimate.ts';
import { crossCompiled, shortName } from '../../core/nix/compiled.ts';
import type { DryRun } from '../../core/nix/events.ts';
import { t } from '../words.ts';

/** A plan can have thousands of them; `--json` names them all. */
const MOST_NAMED = 12;

/** What a dry run found, for people: how much, what, what of it is compiled for the Pi, and how long it may take. */
export function dryRunReport({ derivations, ...plan }: DryRun, estimate: BuildEstimate | null): string {
  const compiled = crossCompiled(derivations);
  const lines = [t('cli.build.plan', plan)];
  if (derivations.length > 0) lines.push(named('cli.build.to-build', derivations.map(shortName)));
  if (compiled.length > 0) lines.push(named('cli.build.to-compile', compiled));
  if (estimate) lines.push(t('cli.build.estimate', { ...estimate }));
  else if (plan.toBuild > 0) lines.push(t('cli.build.no-estimate'));
  return lines.join('\n');
}

function named(key: 'cli.build.to-build' | 'cli.build.to-compile', names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED);
  return t(key, { count: names.length, names: shown.join(', '), more: names.length - shown.length });
}
