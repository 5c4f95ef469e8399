import type { Command } from 'commander';
import { EXIT } from '../../core/errors/exit.ts';
import { addHost } from '../../node/projects/change.ts';
import { openProject } from '../../node/projects/open.ts';
import { withAnswerOptions, type AnswerOptions } from '../projects/answer-options.ts';
import { listedWarning } from '../projects/problems.ts';
import { settleSettings } from '../projects/settle.ts';
import { hostFacts, tellGit, tellWarnings } from '../projects/tell.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { t } from '../words.ts';

const HELP = `
DIR is a project that \`nixberry new\` has made; the questions and options are the
same as there. The new host gets the NixOS release of the project.

Examples:
  nixberry add pis
  nixberry add pis --board zero2w --host door --user ada \\
    --ssh-key ~/.ssh/id_ed25519.pub --yes

Exit codes:
  0 added   2 a setting is missing or wrong, or there is such a host
  130 cancelled`;

/** `nixberry add`. */
export function defineAdd(command: Command): void {
  command.description('Adds one more Raspberry Pi to a project.').argument('<dir>', 'the project');
  withAnswerOptions(command)
    .addHelpText('after', HELP)
    .action((dir: string, options: AnswerOptions & CommonOptions) =>
      runCommand('add', options, async (context) => {
        const { terminal } = context;
        const project = await openProject(dir);
        const { settings, warnings } = await settleSettings(context, options, { release: project.release });
        const git = await addHost(project, settings);
        const host = settings.hostName;
        terminal.emit({
          ...{ type: 'host-added', folder: dir, host, settings, git: git.state },
          warnings: warnings.map(listedWarning),
        });
        tellWarnings(terminal, warnings);
        tellGit(terminal, git, dir);
        terminal.print(t('cli.add.done', { folder: dir, ...hostFacts(settings) }));
        if (!terminal.quiet) terminal.print(t('cli.new.next', { folder: dir, host }));
        return EXIT.done;
      }),
    );
}
