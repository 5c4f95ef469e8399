import { queryArgv } from '../nix/argv.ts';
import type { NixPort } from '../nix/ports.ts';
import { askStore, linesOf } from '../nix/store-query.ts';
import type { CancelSignal } from '../ports.ts';

const SYSTEM = /^\/.*\/[0-9a-z]{32}-nixos-system-[^/]+$/;
const DERIVATION = '.drv';

/** Whether a store path is called like a NixOS system. */
export function isSystem(path: string): boolean {
  return SYSTEM.test(path) && !path.endsWith(DERIVATION);
}

/**
 * The NixOS system (`nixos-system-*`) that a result holds, as far as the store still has it; null where there is none. A
 * compressed image refers to nothing, so the derivation that made it is asked.
 */
export async function findSystem(nix: NixPort, storePath: string, signal: CancelSignal): Promise<string | null> {
  const query = async (what: string, path: string): Promise<readonly string[]> => {
    const { code, stdout } = await askStore({ nix, signal }, queryArgv([what], path), 'nix-store');
    return code === 0 ? linesOf(stdout).filter((line) => line.startsWith('/')) : [];
  };
  const own = await outermost(systems(await query('--requisites', storePath)), query);
  const [deriver] = own === null ? await query('--deriver', storePath) : [];
  if (deriver?.endsWith(DERIVATION) !== true) return own;
  const derivation = await outermost(systems(await query('--requisites', deriver)), query);
  if (derivation === null) return null;
  const [system] = await query('--outputs', derivation);
  // What it says is a name as yet: of what is not there nothing is known.
  const there = system !== undefined && (await query('--requisites', system)).includes(system);
  return there ? system : null;
}

function systems(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => SYSTEM.test(path));
}

/** A system may have others in it (specialisations): the one that needs all of them is meant. */
async function outermost(
  paths: readonly string[],
  query: (what: string, path: string) => Promise<readonly string[]>,
): Promise<string | null> {
  if (paths.length <= 1) return paths[0] ?? null;
  for (const path of paths) {
    const needed = await query('--requisites', path);
    if (paths.every((other) => needed.includes(other))) return path;
  }
  return null;
}
