import { sanitizeForDisplay } from '../../core/drives/display.ts';
import type { Facts } from '../../core/errors/app-error.ts';
import { hostOf } from '../../core/kept/host-of.ts';
import { shortName } from '../../core/nix/compiled.ts';
import type { BuildEvent } from '../../core/nix/events.ts';
import type { Style } from '../render/style.ts';
import { hasWords, t } from '../words.ts';
import { createRetryFilter } from './retries.ts';

/** Nix's own headings: a warning of ours that begins with "error:" would confuse. */
const PREFIX = /^(?:(?:error|warning): )+/;

/** What is said of each event for good; null for one that only moves the progress, or says again what was said. */
export function createRemarks(style: Style): (event: BuildEvent) => string | null {
  const isNew = createRetryFilter();
  return (event) =>
    event.type === 'message' && event.level === 'warning' && !isNew(event.text) ? null : buildRemark(event, style);
}

function buildRemark(event: BuildEvent, style: Style): string | null {
  switch (event.type) {
    case 'machine':
      return t('cli.build.machine', event);
    case 'target':
      return targetWords(event);
    case 'plan':
      return t('cli.build.plan', event.plan);
    case 'failed-log':
      return failedLog(event, style);
    case 'note':
      return buildNote(event.code, event.facts);
    case 'message':
      // The error comes once more, and in our words, as the end of the job.
      return event.level === 'warning'
        ? `${style.careful(t('cli.build.warning'))} ${linesOf(event.text.replace(PREFIX, ''))}`
        : null;
    case 'progress':
    case 'phase':
    case 'log':
      return null;
  }
}

function targetWords(event: Extract<BuildEvent, { type: 'target' }>): string {
  const reason = event.why === null ? null : t(`build-why.${event.why}`);
  return t('cli.build.target', { ...event, host: hostOf(event.installable), reason });
}

/** The words of a build's note. */
export function buildNote(code: string, facts: Facts): string {
  const key = `build-note.${code}`;
  return hasWords(key) ? t(key, facts) : code;
}

function failedLog({ derivation, lines }: Extract<BuildEvent, { type: 'failed-log' }>, style: Style): string {
  const heading = style.bold(t('cli.build.failed-log', { name: shortName(derivation) }));
  return [heading, ...lines.map((line) => `  ${sanitizeForDisplay(line)}`)].join('\n');
}

function linesOf(text: string): string {
  return text
    .split('\n')
    .map((line) => sanitizeForDisplay(line))
    .join('\n');
}
