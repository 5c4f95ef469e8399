import { createTwoFilesPatch } from 'diff';
import { sanitizeForDisplay } from '../../core/drives/display.ts';
import type { FileChange } from '../../core/projects/fixed-files.ts';
import type { Style } from '../render/style.ts';
import { t } from '../words.ts';

const TAB = '    ';

/** The change of a file as a unified diff. */
export function diffOf({ path, old, new: ours }: FileChange): string {
  const from = old === null ? '/dev/null' : `a/${path}`;
  const to = ours === null ? '/dev/null' : `b/${path}`;
  const patch = createTwoFilesPatch(from, to, old ?? '', ours ?? '', undefined, undefined, { context: 3 });
  return patch
    .split('\n')
    .filter((line) => !line.startsWith('===='))
    .join('\n');
}

/** What happens to each file, in words and as a diff. */
export function upgradeReport(changes: readonly FileChange[], style: Style): string {
  return changes
    .map((change) => {
      const heading = style.bold(t('cli.upgrade.file', { path: change.path, step: change.step }));
      return `${heading}\n${coloured(diffOf(change), style)}`;
    })
    .join('\n');
}

/** What stands in a project's files may have been written by anybody. */
function coloured(diff: string, style: Style): string {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      const shown = sanitizeForDisplay(line.replaceAll('\t', TAB).replace(/\r$/, ''));
      if (line.startsWith('+')) return style.good(shown);
      if (line.startsWith('-')) return style.bad(shown);
      return line.startsWith('@@') ? style.dim(shown) : shown;
    })
    .join('\n');
}
