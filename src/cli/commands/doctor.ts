import type { Command } from 'commander';
import { EXIT } from '../../core/errors/exit.ts';
import { examine } from '../../node/doctor/doctor.ts';
import { doctorReport, findingWords } from '../doctor/doctor-report.ts';
import { examinePlace } from '../doctor/examine-place.ts';
import { hostKeyOption } from '../options/build.ts';
import { runCommand, type CommonOptions } from '../run.ts';

const HELP = `
Looks only; nothing is changed, but for a host key that you say is right. A
finding that can be mended has the exact line for it below.

With --on it looks at the machines of a place as build and make know them.

Examples:
  nixberry doctor
  nixberry doctor --on host:ada@big-machine

Exit codes:
  0 the examination is done, whatever was found: each finding has its level
  9 a machine cannot be reached, or is not the one that is known: that is its
    finding, and the other machines have theirs`;

interface DoctorOptions extends CommonOptions {
  readonly on: string;
  readonly hostKey?: readonly string[];
}

/** `nixberry doctor`. */
export function defineDoctor(command: Command): void {
  command
    .description('Says whether this computer can build and write card images, and what mends it where it cannot.')
    .option('--on <place>', 'look at the machines of this place instead', 'here')
    .addOption(hostKeyOption())
    .addHelpText('after', HELP)
    .action((options: DoctorOptions) =>
      runCommand('doctor', options, async (context) => {
        const { terminal, signal } = context;
        const { findings, exitCode } =
          options.on === 'here'
            ? { findings: await examine(signal), exitCode: EXIT.done }
            : await examinePlace(context, options.on, options.hostKey ?? []);
        terminal.emit({
          type: 'doctor',
          findings: findings.map((finding) => ({ ...finding, message: findingWords(finding) })),
        });
        terminal.print(doctorReport(findings, terminal.outStyle, terminal.columns(), terminal.quiet));
        return exitCode;
      }),
    );
}
