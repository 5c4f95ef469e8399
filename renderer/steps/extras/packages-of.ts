import type { DraftAnswers } from '../../../src/contract/window/draft.ts';

/** The packages of the draft. */
export function packagesOf({ packages }: DraftAnswers): readonly string[] {
  return Array.isArray(packages) ? packages.filter((name) => typeof name === 'string') : [];
}
