import type { Command } from 'commander';
import { AppError } from '../../core/errors/app-error.ts';
import { EXIT } from '../../core/errors/exit.ts';
import type { FileChange } from '../../core/projects/fixed-files.ts';
import type { GitState } from '../../node/projects/git.ts';
import { openProject } from '../../node/projects/open.ts';
import { comparedWithOurs, upgradeProject } from '../../node/projects/upgrade.ts';
import { diffOf, upgradeReport } from '../projects/diff-report.ts';
import { askYes, personAt } from '../projects/person.ts';
import { tellGit } from '../projects/tell.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';

interface UpgradeOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly overwriteEdited?: boolean;
}

const HELP = `
The files that Nixberry keeps in a project (flake.nix, outputs.nix, modules/)
are compared with those of this Nixberry, and the difference is shown before
anything is written. hosts/ and flake.lock stay as they are.

A file that you have changed yourself is named, and kept as it is; to have it
replaced, too, add --overwrite-edited.

Examples:
  nixberry upgrade pis
  nixberry upgrade pis --yes

Exit codes:
  0 up to date, now or before   2 it takes --yes, as nobody can be asked
  130 cancelled`;

/** `nixberry upgrade`. */
export function defineUpgrade(command: Command): void {
  command
    .description('Brings the files that Nixberry keeps in a project up to date, and shows the difference first.')
    .argument('<dir>', 'the project')
    .option('--yes', 'write without asking')
    .option('--overwrite-edited', 'also replace files that you have changed')
    .addHelpText('after', HELP)
    .action((dir: string, options: UpgradeOptions) =>
      runCommand('upgrade', options, async (context) => {
        const { terminal } = context;
        const project = await openProject(dir);
        const all = await comparedWithOurs(project, options.overwriteEdited ?? false);
        const changes = all.filter(({ step }) => step !== 'keep');
        for (const { path, step } of all) if (step === 'keep') terminal.complain(t('cli.upgrade.kept', { path }));
        if (changes.length === 0) {
          emit(terminal, dir, all, null);
          terminal.print(t('cli.upgrade.nothing', { folder: dir, kept: all.length }));
          return EXIT.done;
        }
        terminal.print(upgradeReport(changes, terminal.outStyle));
        if (!options.yes) {
          if (!terminal.canAsk) {
            emit(terminal, dir, all, null);
            throw new AppError('project-needs-yes', { folder: dir });
          }
          const question = t('cli.upgrade.question', { count: changes.length });
          if (!(await askYes(personAt(context), question))) throw new AppError('cancelled');
        }
        const git = await upgradeProject(project, changes);
        emit(terminal, dir, all, git.state);
        tellGit(terminal, git, dir);
        terminal.print(t('cli.upgrade.done', { folder: dir, count: changes.length }));
        return EXIT.done;
      }),
    );
}

/** `git` is null where nothing was written. */
function emit(terminal: Terminal, folder: string, changes: readonly FileChange[], git: GitState | null): void {
  const files = changes.map((change) => ({ path: change.path, step: change.step, diff: diffOf(change) }));
  terminal.emit({ type: 'upgrade', folder, done: git !== null, files, git });
}
