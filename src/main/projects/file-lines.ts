import { diffLines } from 'diff';
import type { FileLine } from '../../core/projects/file-lines.ts';

/** With more differences than this, comparing takes seconds and helps nobody. */
const MAX_EDITS = 4000;

/** The lines of a file with what a change does to each. Null for a file that is not there. */
export function fileLines(old: string | null, text: string): FileLine[] {
  if (old === null || old === text) return marked(text, old === null ? 'added' : 'same');
  const parts = diffLines(old, text, { maxEditLength: MAX_EDITS });
  if (!parts) return [...marked(old, 'removed'), ...marked(text, 'added')];
  return parts.flatMap(({ value, added, removed }) => marked(value, added ? 'added' : removed ? 'removed' : 'same'));
}

function marked(text: string, mark: FileLine['mark']): FileLine[] {
  if (text === '') return [];
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => ({ mark, text: line }));
}
