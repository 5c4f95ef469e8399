import type { Command } from 'commander';
import { AppError } from '../../core/errors/app-error.ts';
import { EXIT } from '../../core/errors/exit.ts';
import { OFFERED_CACHES, offeredName, type Cache } from '../../core/nix/caches.ts';
import { parseCache, withCache, withoutCache } from '../../core/projects/change-caches.ts';
import { acceptCaches, acceptedCaches } from '../../node/projects/accepted-caches.ts';
import { writeCaches } from '../../node/projects/caches.ts';
import { openProject, type Project } from '../../node/projects/open.ts';
import { cachesReport, type ListedCache } from '../projects/caches-report.ts';
import { runCommand, type CommonOptions } from '../run.ts';
import { t } from '../words.ts';

interface CachesOptions extends CommonOptions {
  readonly add?: string;
  readonly key?: string;
  readonly remove?: string;
  readonly accept?: boolean;
}

const HELP = `
A binary cache has programs that somebody else has compiled: what is there need
not be compiled here. The caches stand in nixberry.json, so they go wherever the
project goes. Builds ask them, and the Pis do when they update themselves (those
with http or https). They are asked beside the caches in your nix.conf.

Nix heeds them only for trusted users; \`nixberry doctor\` says whether you are
one. Who has a cache's key can put any program into your Nix store: the caches
of a project that is not your own are left alone until you --accept them.

Known by name: ${OFFERED_CACHES.map(({ name }) => name).join(', ')}.

Examples:
  nixberry caches pis
  nixberry caches pis --add nix-community
  nixberry caches pis --add https://cache.me.org --key cache.me.org-1:…
  nixberry caches pis --remove nix-community

Exit codes:
  0 listed, or written   2 no such project, or a wrong address or key`;

/** `nixberry caches`. */
export function defineCaches(command: Command): void {
  command
    .description('Lists the binary caches that a project asks, and adds or removes one.')
    .argument('<dir>', 'the project')
    .option('--add <cache>', 'the name of one that is known, or an address')
    .option('--key <key>', 'its public key, as in trusted-public-keys')
    .option('--remove <cache>', 'by its name or address')
    .option('--accept', 'let this computer take programs from all of them')
    .addHelpText('after', HELP)
    .action((dir: string, options: CachesOptions) =>
      runCommand('caches', options, async ({ terminal }) => {
        const project = await openProject(dir);
        const caches = changed(project, options);
        const changes = JSON.stringify(caches) !== JSON.stringify(project.caches);
        if (changes) await writeCaches(project, caches);
        await acceptCaches(accepts(project, caches, options));
        const isAccepted = await acceptedCaches();
        const listed = caches.map((cache) => listedCache(cache, isAccepted(cache)));
        const offered = OFFERED_CACHES.map(({ name, url, key }) => ({ name, url, key }));
        terminal.emit({ type: 'caches', folder: dir, caches: listed, offered, changed: changes });
        if (changes) terminal.say(t('cli.caches.changed', { folder: dir }));
        terminal.print(cachesReport(dir, listed, terminal.outStyle, terminal.columns()));
        return EXIT.done;
      }),
    );
}

function changed({ caches }: Project, { add, key, remove }: CachesOptions): readonly Cache[] {
  if (add === undefined && key !== undefined) throw new AppError('usage', { detail: t('cli.caches.key-alone') });
  const rest = remove === undefined ? caches : withoutCache(caches, remove);
  return add === undefined ? rest : withCache(rest, parseCache(add, key ?? null));
}

/** Who adds a cache has accepted it. */
function accepts(project: Project, caches: readonly Cache[], { accept, add }: CachesOptions): readonly Cache[] {
  if (accept) return caches;
  return add === undefined ? [] : caches.filter((cache) => !project.caches.includes(cache));
}

function listedCache(cache: Cache, accepted: boolean): ListedCache {
  return { name: offeredName(cache), ...cache, accepted };
}
