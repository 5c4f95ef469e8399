import type { Command } from 'commander';
import { join } from 'node:path';
import { EXIT } from '../../core/errors/exit.ts';
import { settingsPath } from '../../core/projects/layout.ts';
import type { ParsedSettings } from '../../core/spec/settings-text.ts';
import { openProject, readHost, type Project } from '../../node/projects/open.ts';
import { hostReport, projectReport } from '../projects/host-report.ts';
import { listedProblem, listedWarning, problemsError, tellProblems } from '../projects/problems.ts';
import { readSettings } from '../projects/read-settings.ts';
import { tellWarnings } from '../projects/tell.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import type { Terminal } from '../terminal.ts';

const HELP = `
Examples:
  nixberry show pis                     its hosts
  nixberry show pis greenhouse          the settings of one
  nixberry show pis greenhouse --json   the same for a program

Exit codes:
  0 shown   2 no such project or host, or its settings are broken`;

/** `nixberry show`. */
export function defineShow(command: Command): void {
  command
    .description('Shows the hosts of a project, or the settings of one of them.')
    .argument('<dir>', 'the project')
    .argument('[host]', 'one of its hosts')
    .addHelpText('after', HELP)
    .action((dir: string, host: string | undefined, options: CommonOptions) =>
      runCommand('show', options, async ({ terminal }) => {
        const project = await openProject(dir);
        if (host === undefined) await showProject(terminal, project);
        else await showHost(terminal, project, host);
        return EXIT.done;
      }),
    );
}

async function showHost(terminal: Terminal, project: Project, host: string): Promise<void> {
  const { settings, warnings } = await readSettings(terminal, project, host);
  terminal.emit({ type: 'host', folder: project.folder, host, settings, warnings: warnings.map(listedWarning) });
  terminal.print(hostReport(settings, terminal.outStyle, terminal.columns()));
  tellWarnings(terminal, warnings);
}

/** A host whose settings are broken does not hide the others. */
async function showProject(terminal: Terminal, project: Project): Promise<void> {
  const { folder, hosts, release } = project;
  const read = new Map<string, ParsedSettings>();
  for (const host of hosts) read.set(host, await readHost(project, host));
  const problemsOf = (host: string) => {
    const settings = read.get(host);
    return settings?.type === 'refused' ? settings.problems : [];
  };
  terminal.emit({
    ...{ type: 'project', folder, release },
    hosts: hosts.map((name) => {
      const settings = read.get(name);
      return {
        name,
        settings: settings?.type === 'complete' ? settings.settings : null,
        problems: problemsOf(name).map((problem) => listedProblem(problem, join(folder, settingsPath(name)))),
      };
    }),
  });
  terminal.print(projectReport(project, read, terminal.outStyle, terminal.columns()));
  for (const host of hosts) tellProblems(terminal, problemsOf(host), { file: join(folder, settingsPath(host)), host });
  const all = hosts.flatMap(problemsOf);
  if (all.length > 0) throw problemsError(all);
}
