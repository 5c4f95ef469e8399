import { LEVELS, type Finding, type Level } from '../../core/doctor/finding.ts';
import type { Style } from '../render/style.ts';
import { table } from '../render/table.ts';
import { hasWords, t } from '../words.ts';

/** The gap of the table, and a little more. */
const FIX_INDENT = 4;

/** A finding's words; its state is the check's own and may be newer than our words. */
export function findingWords({ id, state, facts }: Finding): string {
  const key = `doctor.${id}.${state}`;
  return hasWords(key) ? t(key, facts) : `${id}: ${state}`;
}

/**
 * The findings for people: how bad, what, and the line that mends it. With `quiet` only what should be mended. A line that
 * mends is never wrapped: it is there to be copied.
 */
export function doctorReport(findings: readonly Finding[], style: Style, columns: number, quiet: boolean): string {
  const shown = quiet ? findings.filter(({ level }) => level === 'warning' || level === 'problem') : findings;
  const width = Math.max(...LEVELS.map((level) => t(`cli.doctor.${level}`).length));
  return shown
    .map((finding) => {
      const level = levelWord(finding.level, width, style);
      const words = table([[level, findingWords(finding)]], columns);
      return finding.fix === null ? words : `${words}\n${' '.repeat(width + FIX_INDENT)}${style.bold(finding.fix)}`;
    })
    .join('\n');
}

function levelWord(level: Level, width: number, style: Style): string {
  const word = t(`cli.doctor.${level}`).padEnd(width);
  switch (level) {
    case 'ok':
      return style.good(word);
    case 'info':
      return style.dim(word);
    case 'warning':
      return style.careful(word);
    case 'problem':
      return style.bad(word);
  }
}
