import type { Command } from 'commander';
import { EXIT } from '../../core/errors.ts';
import { examine } from '../../node/doctor/doctor.ts';
import { doctorReport, findingWords } from '../doctor/doctor-report.ts';
import { runCommand, type CommonOptions } from '../run.ts';

const HELP = `
Looks only; nothing is changed. A finding that can be mended has the exact line
for it below.

Exit codes:
  0 the examination is done, whatever was found: each finding has its level`;

/** `nixberry doctor`. */
export function defineDoctor(command: Command): void {
  command
    .description('Says whether this computer can build and write card images, and what mends it where it cannot.')
    .addHelpText('after', HELP)
    .action((options: CommonOptions) =>
      runCommand('doctor', options, async ({ terminal, signal }) => {
        const findings = await examine(signal);
        terminal.emit({
          type: 'doctor',
          findings: findings.map((finding) => ({ ...finding, message: findingWords(finding) })),
        });
        terminal.print(doctorReport(findings, terminal.outStyle, terminal.columns(), terminal.quiet));
        return EXIT.done;
      }),
    );
}
