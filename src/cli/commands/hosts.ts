import type { Command } from 'commander';
import { AppError } from '../../core/errors/app-error.ts';
import { EXIT } from '../../core/errors/exit.ts';
import { splitFlakeRef } from '../../core/nix/target.ts';
import { parsePlace } from '../../core/places/list.ts';
import { resolveFlake } from '../../node/nix/local-flake.ts';
import { listHostsAt } from '../nix/hosts-at.ts';
import { hostsTable, offeredHost, type ListedHost } from '../nix/hosts-table.ts';
import { hostKeyOption } from '../options/build.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { t } from '../words.ts';

const HELP = `
FLAKEREF is a folder of this computer, or what Nix takes: github:owner/repo,
git+ssh://host/path. In a git repository only files that git knows are read.

Each host is read by itself, for which NixOS takes some seconds and a gigabyte;
one that cannot be read is listed with the reason. Whether its image can be
built takes more: \`nixberry build FLAKEREF#HOST --dry-run\` says it.

With --on host:USER@MACHINE the other machine's Nix reads it: here, nothing but
ssh is needed. With the other places it is read here, as build does it.

Examples:
  nixberry hosts .
  nixberry hosts . --on host:ada@big-machine
  nixberry hosts github:owner/my-pis --json

Exit codes:
  0 listed          5 the flake cannot be read
  2 no reference    9 the other machine cannot be reached
  130 cancelled`;

interface HostsOptions extends CommonOptions {
  readonly on: string;
  readonly hostKey?: readonly string[];
}

/** `nixberry hosts`. */
export function defineHosts(command: Command): void {
  command
    .description('Lists the hosts that a flake offers, and whether each has an SD-card image.')
    .argument('<flakeref>', 'a flake')
    .option('--on <place>', 'where it is read: here, or host:USER@MACHINE', 'here')
    .addOption(hostKeyOption())
    .addHelpText('after', HELP)
    .action((typed: string, options: HostsOptions) =>
      runCommand('hosts', options, async (context) => {
        const { terminal } = context;
        const { flake: named, attribute } = splitFlakeRef(typed);
        if (attribute !== null) throw new AppError('usage', { detail: t('cli.hosts.attribute', { attribute }) });
        const place = parsePlace(options.on);
        const flake = await resolveFlake(named);
        const hosts: ListedHost[] = [];
        terminal.say(t('cli.hosts.reading', { flake }));
        for await (const host of listHostsAt(context, flake, place, options.hostKey ?? [])) {
          const listed = offeredHost(host);
          hosts.push(listed);
        }
        terminal.emit({ type: 'hosts', flake, hosts });
        const words = hosts.length > 0 ? hostsTable(hosts, terminal.outStyle, terminal.columns()) : t('cli.hosts.none');
        terminal.print(words);
        return EXIT.done;
      }),
    );
}
