import type { Command } from 'commander';
import { EXIT } from '../../core/errors/exit.ts';
import { openProject } from '../../node/projects/open.ts';
import { changeSettings } from '../projects/change-settings.ts';
import { listedWarning } from '../projects/problems.ts';
import { tellGit, tellWarnings } from '../projects/tell.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { t } from '../words.ts';

interface SetOptions extends CommonOptions {
  readonly yes?: boolean;
}

const HELP = `
The settings and their values are those of hosts/HOST/settings.json, whose path
is written with dots: wifi.country, wifi.networks[0].ssid. Lists and objects are
JSON; += adds one thing to a list, -= takes one out. All of it is written or, if
anything is wrong, nothing.

hostName=… gives the host's folder another name, too. release=… changes the
whole project, and is asked for first.

Examples:
  nixberry set pis greenhouse region.timeZone=Europe/London interfaces.i2c=on
  nixberry set pis greenhouse packages+=htop packages-=nano
  nixberry set pis greenhouse 'wifi.networks+={"ssid":"Home"}' wifi.country=GB
  nixberry set pis greenhouse release=unstable

Exit codes:
  0 written, or there was nothing to change
  2 a setting is wrong   130 cancelled`;

/** `nixberry set`. */
export function defineSet(command: Command): void {
  command
    .description('Changes settings of a host, and says what changes.')
    .argument('<dir>', 'the project')
    .argument('<host>', 'one of its hosts')
    .argument('<path=value...>', 'what to change')
    .option('--yes', 'do not ask before the release of the project is changed')
    .addHelpText('after', HELP)
    .action((dir: string, host: string, assignments: readonly string[], options: SetOptions) =>
      runCommand('set', options, async (context) => {
        const { terminal } = context;
        const project = await openProject(dir);
        const done = await changeSettings(context, project, host, assignments, options.yes ?? false);
        const { settings, warnings, changes, git } = done;
        terminal.emit({
          ...{ type: 'host-changed', folder: dir, host: settings.hostName, was: host, settings },
          changes: changes.map(({ path, from = null, to = null }) => ({ path, from, to })),
          warnings: warnings.map(listedWarning),
          git: git?.state ?? null,
        });
        tellWarnings(terminal, warnings);
        tellGit(terminal, git, dir);
        terminal.print(t('cli.set.done', { host: settings.hostName, count: changes.length }));
        return EXIT.done;
      }),
    );
}
