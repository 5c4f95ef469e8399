import { AppError } from '../errors.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { CancelSignal } from '../ports.ts';
import { derivationArgv, pathInfoArgv, requisitesArgv } from './argv.ts';
import { parseBuiltHere } from './path-info.ts';
import type { NixExit, NixPort } from './ports.ts';
import { errorWords } from './text.ts';

const QUERY_TIMEOUT_MS = 120_000;
/** Of the paths in one command line: Linux takes 2 MiB, and 128 KiB of what goes through ssh as a single word. */
const MAX_CHARS = 64_000;

/** Where to look. */
export interface StoreQuery {
  readonly nix: NixPort;
  /** More arguments for Nix, as they are: `--store URI` for another store than its own. */
  readonly options?: readonly string[];
  readonly signal: CancelSignal;
}

/**
 * What was built by ourselves of all that a store path was built from, itself included; not the recipes (`.drv`), which
 * everybody evaluates anew. Throws AppError `unexpected` with Nix's words, and as `NixPort.run`.
 */
export async function builtHere(storePath: string, store: StoreQuery): Promise<readonly string[]> {
  const built: string[] = [];
  for (const chunk of chunksOf(await buildClosure(storePath, store))) {
    const json = await query(store, pathInfoArgv(chunk, store.options ?? []));
    const found = parseBuiltHere(json);
    if (found === null) throw new AppError('unexpected', { detail: `nix path-info: ${json.slice(0, 200)}` });
    built.push(...found);
  }
  return built;
}

/** Paths in groups that fit on a command line. */
export function chunksOf(paths: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let chars = Infinity;
  for (const path of paths) {
    chars += path.length + 1;
    if (chars > MAX_CHARS) {
      chunks.push([]);
      chars = path.length + 1;
    }
    chunks.at(-1)?.push(path);
  }
  return chunks;
}

async function buildClosure(storePath: string, store: StoreQuery): Promise<readonly string[]> {
  const { options = [] } = store;
  const [derivation = ''] = linesOf(await query(store, derivationArgv(storePath, options), 'nix-store'));
  const ofDerivation = derivation.endsWith('.drv')
    ? await ask(store, requisitesArgv(derivation, options), 'nix-store')
    : null;
  // `unknown-deriver`, or the recipe is gone: the image came from a cache itself, or was kept alone.
  const requisites =
    ofDerivation?.code === 0
      ? ofDerivation.stdout
      : await query(store, requisitesArgv(storePath, options), 'nix-store');
  return linesOf(requisites).filter((path) => !path.endsWith('.drv'));
}

async function query(store: StoreQuery, argv: readonly string[], program?: 'nix-store'): Promise<string> {
  const { code, stdout, stderr } = await ask(store, argv, program);
  if (code !== 0) throw new AppError('unexpected', { detail: errorWords(stderr) });
  return stdout;
}

async function ask({ nix, signal }: StoreQuery, argv: readonly string[], program?: 'nix-store'): Promise<NixExit> {
  const which = program === undefined ? {} : { program };
  const exit = await nix.run(argv, { signal, timeoutMs: QUERY_TIMEOUT_MS, ...which });
  throwIfCancelled(signal);
  return exit;
}

function linesOf(stdout: string): readonly string[] {
  return stdout.split('\n').filter((line) => line !== '');
}
