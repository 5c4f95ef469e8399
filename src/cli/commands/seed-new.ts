import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { AppError } from '../../core/errors/app-error.ts';
import { EXIT } from '../../core/errors/exit.ts';
import { encodeSeed } from '../../core/seed/encode.ts';
import { writing } from '../../node/projects/files.ts';
import { writeSeedFile } from '../../node/seed/seed-file.ts';
import { assertFolderOf } from '../options/folder.ts';
import { SECRETS_HELP, withSecretOptions, type SecretOptions } from '../options/secrets.ts';
import { withSeedPartOptions, type SeedPartOptions } from '../options/seed-parts.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { newSeed } from '../seed/new-seed.ts';
import { assertOutsideFlakes } from '../seed/outside-flakes.ts';
import { maskedSeed, seedReport } from '../seed/seed-report.ts';
import { t } from '../words.ts';

type Options = SeedPartOptions & SecretOptions & CommonOptions & { readonly out?: string };

const HELP = `
With --from it asks for what the host's settings want from a seed: the password,
and the passphrase of each Wi-Fi network. The file is for your eyes only (mode
0600). It is not put over one that is there, nor into the folder of a flake,
whose files Nix copies to where everybody may read them.
${SECRETS_HELP}

Of a password only a hash goes into the seed, and of a WPA2 passphrase only the
key that is made of it. A new SSH host key is made for the card, so that your
first ssh can know it (\`nixberry seed trust\`).

Examples:
  nixberry seed new --from pis greenhouse -o greenhouse.seed
  nixberry seed new --host-name barn --wifi Farm --country GB -o barn.seed
  nixberry seed new --from pis barn --secrets-fd 3 3<secrets.json -o barn.seed
  nixberry seed new --wifi 'New network' --no-host-key --replace -o later.seed

Exit codes:
  0 written   2 something is missing or wrong, or FILE exists   130 cancelled`;

/** `nixberry seed new`. */
export function defineSeedNew(command: Command): void {
  command
    .description('Makes a seed: what is laid into an image when a card is written, and taken by the Pi.')
    .option('-o, --out <file>', 'the seed (required)');
  withSecretOptions(withSeedPartOptions(command))
    .addHelpText('after', HELP)
    .action((options: Options) =>
      runCommand('seed new', options, async (context) => {
        const { terminal } = context;
        const file = options.out;
        if (file === undefined) throw new AppError('usage', { detail: t('cli.seed.no-out') });
        // Said before anybody types a secret, and once more by the writing itself.
        assertFolderOf(file);
        assertOutsideFlakes(file);
        if (existsSync(file)) throw new AppError('seed-exists', { file });
        const { seed, host } = await newSeed(context, options);
        const isPrivate = await writing(file, () => writeSeedFile(file, encodeSeed(seed)));
        const masked = await maskedSeed(seed);
        terminal.emit({ type: 'seed-written', file, seed: masked });
        terminal.print(t('cli.seed.written', { file, isPrivate }));
        if (terminal.quiet) return EXIT.done;
        terminal.print(seedReport(masked, terminal.outStyle, terminal.columns()));
        const name = seed.hostName === null ? host : null;
        terminal.print(t('cli.seed.next', { file }));
        if (seed.sshHostKey !== null) terminal.print(t('cli.seed.next-trust', { file, name }));
        return EXIT.done;
      }),
    );
}
