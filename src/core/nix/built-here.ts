import { AppError } from '../errors/app-error.ts';
import { pathInfoArgv, queryArgv } from './argv.ts';
import { parseBuiltHere } from './path-info.ts';
import { askStore, linesOf, type StoreQuery } from './store-query.ts';
import { errorWords } from './text.ts';

/** Of the paths in one command line: with our script and as base64 it is still what Windows takes for ssh (32,767). */
const MAX_CHARS = 16_000;
/** Of a derivation also what was built of it. */
const ALL = ['--requisites', '--include-outputs'] as const;

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
  const [derivation = ''] = linesOf(await query(store, queryArgv(['--deriver'], storePath, options), 'nix-store'));
  const ofDerivation = derivation.endsWith('.drv')
    ? await askStore(store, queryArgv(ALL, derivation, options), 'nix-store')
    : null;
  // `unknown-deriver`, or the recipe is gone: the image came from a cache itself, or was kept alone.
  const requisites =
    ofDerivation?.code === 0
      ? ofDerivation.stdout
      : await query(store, queryArgv(ALL, storePath, options), 'nix-store');
  return linesOf(requisites).filter((path) => !path.endsWith('.drv'));
}

async function query(store: StoreQuery, argv: readonly string[], program?: 'nix-store'): Promise<string> {
  const { code, stdout, stderr } = await askStore(store, argv, program);
  if (code !== 0) throw new AppError('unexpected', { detail: errorWords(stderr) });
  return stdout;
}
