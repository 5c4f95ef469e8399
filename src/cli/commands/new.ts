import type { Command } from 'commander';
import { EXIT } from '../../core/errors/exit.ts';
import { createProject, placeForProject } from '../../node/projects/create.ts';
import { withAnswerOptions, type AnswerOptions } from '../projects/answer-options.ts';
import { listedWarning } from '../projects/problems.ts';
import { settleSettings } from '../projects/settle.ts';
import { hostFacts, tellGit, tellWarnings } from '../projects/tell.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { t } from '../words.ts';

const HELP = `
DIR is a folder that does not exist yet, or an empty one. It becomes an ordinary
NixOS flake with one host in it, and a git repository if it is not in one. It
holds no secret: Wi-Fi passphrases and passwords come with the card.

On a terminal you are asked for what the options leave open. With --yes, with
--answers, or without a terminal nothing is asked: what has a default gets it
(the defaults are in settings.schema.json), and the rest must be given.

Examples:
  nixberry new pis
  nixberry new pis --board pi4 --host greenhouse --user ada \\
    --ssh-key ~/.ssh/id_ed25519.pub --set region.timeZone=Europe/London --yes
  nixberry new pis --answers greenhouse.json

Exit codes:
  0 made   2 a setting is missing or wrong, or DIR is taken   130 cancelled`;

/** `nixberry new`. */
export function defineNew(command: Command): void {
  command
    .description('Makes a project: a NixOS flake of your own, with one Raspberry Pi in it.')
    .argument('<dir>', 'where to make it');
  withAnswerOptions(command)
    .addHelpText('after', HELP)
    .action((dir: string, options: AnswerOptions & CommonOptions) =>
      runCommand('new', options, async (context) => {
        const { terminal, signal } = context;
        // Known before a dozen questions, and looked at once more when it is made.
        await placeForProject(dir);
        const { settings, warnings } = await settleSettings(context, options);
        const git = await createProject(dir, settings, signal);
        const host = settings.hostName;
        terminal.emit({
          ...{ type: 'project-created', folder: dir, host, settings, git: git.state },
          warnings: warnings.map(listedWarning),
        });
        tellWarnings(terminal, warnings);
        tellGit(terminal, git, dir);
        terminal.print(t('cli.new.done', { folder: dir, ...hostFacts(settings) }));
        if (!terminal.quiet) terminal.print(t('cli.new.next', { folder: dir, host }));
        return EXIT.done;
      }),
    );
}
