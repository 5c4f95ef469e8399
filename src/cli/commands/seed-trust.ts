import type { Command } from 'commander';
import { AppError } from '../../core/errors/app-error.ts';
import { EXIT } from '../../core/errors/exit.ts';
import { removeLines } from '../../core/seed/known-hosts.ts';
import { hostName } from '../../core/spec/host-name.ts';
import { changeKnownHosts, defaultKnownHosts } from '../../node/seed/known-hosts-file.ts';
import { readSeedFile } from '../../node/seed/seed-file.ts';
import { parseWith } from '../options/seed-parts.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { hostKeyOf } from '../../node/seed/card-host-key.ts';
import { trustHost } from '../seed/trust-host.ts';
import { t } from '../words.ts';

interface TrustOptions extends CommonOptions {
  readonly knownHosts?: string;
  readonly name?: string;
}

const FILE_OPTION = ['--known-hosts <file>', 'another file than ~/.ssh/known_hosts'] as const;

const TRUST_HELP = `
The first ssh to the Pi then asks no question: its key is known, because it was
made here. The line is for NAME and NAME.local, and takes the place of one that
Nixberry has added earlier for the same name. Your own lines stay as they are.

Examples:
  nixberry seed trust barn.seed
  nixberry seed trust greenhouse.seed --name greenhouse

Exit codes:
  0 known   2 no seed, one without a host key, or the file cannot be changed`;

const UNTRUST_HELP = `
Only lines go that Nixberry has added.

Examples:
  nixberry seed untrust barn

Exit codes:
  0 no such line is there any more   2 the file cannot be changed`;

/** `nixberry seed trust`. */
export function defineSeedTrust(command: Command): void {
  command
    .description('Adds the host key of a seed to the hosts that ssh knows.')
    .argument('<file>', 'a seed')
    .option('--name <host>', 'the name of the host, where the seed has none', parseWith(hostName))
    .option(...FILE_OPTION)
    .addHelpText('after', TRUST_HELP)
    .action((file: string, options: TrustOptions) =>
      runCommand('seed trust', options, async ({ terminal, signal }) => {
        const seed = await readSeedFile(file, signal);
        if (seed.sshHostKey === null) throw new AppError('usage', { detail: t('cli.seed.no-host-key', { file }) });
        const { name } = options;
        if (name !== undefined && seed.hostName !== null && name !== seed.hostName)
          throw new AppError('usage', { detail: t('cli.seed.has-host-name', { file, host: seed.hostName }) });
        const key = await hostKeyOf(seed, name ?? '');
        if (key === null) throw new AppError('usage', { detail: t('cli.seed.no-host-name', { file }) });
        await trustHost(terminal, key, options.knownHosts ?? defaultKnownHosts());
        return EXIT.done;
      }),
    );
}

/** `nixberry seed untrust`. */
export function defineSeedUntrust(command: Command): void {
  command
    .description('Takes a host that a seed was trusted for out of the hosts that ssh knows.')
    .argument('<host>', 'its name, or NAME.local')
    .option(...FILE_OPTION)
    .addHelpText('after', UNTRUST_HELP)
    .action((host: string, options: TrustOptions) =>
      runCommand('seed untrust', options, async ({ terminal }) => {
        const file = options.knownHosts ?? defaultKnownHosts();
        let removed = 0;
        await changeKnownHosts(file, (text) => {
          const left = removeLines(text, host);
          ({ removed } = left);
          return left.text;
        });
        terminal.emit({ type: 'host-untrusted', host, file, removed });
        terminal.print(t('cli.seed.untrusted', { host, file, count: removed }));
        return EXIT.done;
      }),
    );
}
