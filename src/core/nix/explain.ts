import type { Facts } from '../errors/app-error.ts';
import { CAUSE_ROWS, IGNORED_CACHE, type CauseRow, type NixCause } from './causes.ts';

export interface Explanation {
  readonly cause: NixCause;
  readonly facts: Facts;
}

/** Log lines that newer versions of Nix quote in their error. */
const QUOTED_LOG = /^\s*>.*$/gm;

/**
 * Why a run of Nix failed. `texts` are its own words, the most telling first; `log` the end of the log of the derivation
 * that failed. Cause `other` when nothing is recognised.
 */
export function explain(texts: readonly string[], log: readonly string[] = []): Explanation {
  const own = texts.map((text) => text.replace(QUOTED_LOG, '')).join('\n');
  const all = [...texts, ...log].join('\n');
  for (const row of CAUSE_ROWS as readonly (CauseRow & { cause: NixCause })[])
    for (const match of row.matches) {
      const found = match.exec(row.inLog ? all : own);
      if (found) return { cause: row.cause, facts: namedOnly(found.groups ?? {}) };
    }
  return { cause: 'other', facts: {} };
}

const FAILED = [
  /builder for '(?<derivation>[^']+\.drv)' failed/,
  /hash mismatch in fixed-output derivation '(?<derivation>[^']+\.drv)'/,
  /is required to build '(?<derivation>[^']+\.drv)'/,
  /Cannot build '(?<derivation>[^']+\.drv)'\.?\s+Reason: (?!\d+ dependenc)/,
  /(?:build of|building) '(?<derivation>[^']+\.drv)'[^\n]* failed/,
];

/** The cache that Nix does not ask, because somebody who is no trusted user wants it to; null for other words. */
export function ignoredSubstituter(text: string): string | null {
  return IGNORED_CACHE.exec(text)?.groups?.substituter ?? null;
}

/** The derivation that failed by itself, not the ones that only needed it; null when no text names one. */
export function failedDerivation(texts: readonly string[]): string | null {
  for (const text of texts)
    for (const pattern of FAILED) {
      const derivation = pattern.exec(text)?.groups?.derivation;
      if (derivation !== undefined) return derivation;
    }
  return null;
}

function namedOnly(groups: Readonly<Record<string, string | undefined>>): Facts {
  return Object.fromEntries(
    Object.entries(groups).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}
