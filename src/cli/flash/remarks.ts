import type { Warning } from '../../core/drives/judge.ts';
import type { Facts } from '../../core/errors/app-error.ts';
import type { FlashEvent } from '../../core/flash/events.ts';
import { hasWords, t } from '../words.ts';

type TargetEvent = Extract<FlashEvent, { type: 'target' }>;
type SeedEvent = Extract<FlashEvent, { type: 'seed' }>;

/** The words of a note; its code comes from another process and may be newer than our words. */
export function noteWords(code: string, facts: Facts): string {
  const key = `note.${code}`;
  return hasWords(key) ? t(key, facts) : code;
}

/** What to say of a virtual card before it is written. A drive's warnings stand beside the question. */
export function fileWarnings({ target, drive, warnings }: TargetEvent): readonly string[] {
  return drive ? [] : warnings.map((warning) => warningLine(target, warning));
}

/** That a seed will be laid in. */
export function seedLine({ target, id, hostName, wifi, hostKey }: SeedEvent): string {
  return `${target}: ${t('cli.seed.laid', { id, hostName, wifi, hostKey })}`;
}

/** A warning as a line of its own. */
export function warningLine(target: string, warning: Warning): string {
  return `${target}: ${t(`warning.${warning.code}`, warning.facts)}`;
}
