import { boardOf } from '../../core/boards/index.ts';
import type { SettingWarning } from '../../core/spec/codes.ts';
import type { Settings } from '../../core/spec/settings.ts';
import type { GitOutcome } from '../../node/projects/git.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';
import { listedWarning, warningLine } from './problems.ts';

/** Facts that the words about a new host want. */
export function hostFacts(settings: Settings): { host: string; board: string; release: string } {
  const { hostName, board, release } = settings;
  return { host: hostName, board: boardOf(board).title, release };
}

/** Says the warnings about settings that were accepted. */
export function tellWarnings(terminal: Terminal, warnings: readonly SettingWarning[]): void {
  for (const warning of warnings) terminal.say(warningLine(terminal, listedWarning(warning)));
}

/** Says what became of telling git, where that is not as one would expect. */
export function tellGit(terminal: Terminal, git: GitOutcome | null, folder: string): void {
  if (git?.state === 'missing') terminal.say(t('cli.git.missing'));
  if (git?.state !== 'failed') return;
  const { reason, detail } = git;
  terminal.complain(t(reason === 'ignored' ? 'cli.git.ignored' : 'cli.git.failed', { detail, folder }));
}
