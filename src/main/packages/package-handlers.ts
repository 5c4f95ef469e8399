import type { Handlers } from '../../contract/api.ts';
import { MAX_FOUND_PACKAGES, type PackageSearch } from '../../contract/window/packages.ts';
import { toAppError } from '../../core/errors.ts';
import type { NixPort } from '../../core/nix/ports.ts';
import { lockedNixpkgs } from '../../node/nix/locked-nixpkgs.ts';
import { createNixPort } from '../../node/nix/nix-port.ts';
import { searchPackages } from '../../node/nix/search-packages.ts';
import type { Services } from '../services.ts';

/** One search at a time: the newest. In the nixpkgs that the draft's project has, once it has one. */
export function packageHandlers(
  { projects }: Pick<Services, 'projects'>,
  nix: Pick<NixPort, 'run'> = createNixPort(),
): Pick<Handlers, 'packages.search' | 'packages.cancel'> {
  let current = new AbortController();
  const cancel = (): AbortSignal => {
    current.abort();
    current = new AbortController();
    return current.signal;
  };
  return {
    'packages.search': async (query) => {
      const signal = cancel();
      try {
        const project = await projects.current();
        const nixpkgs = project === null ? null : await lockedNixpkgs(project.folder, query.release);
        const found = await searchPackages(nix, { ...query, ...(nixpkgs === null ? {} : { nixpkgs }) }, signal);
        return { type: 'found', packages: found.slice(0, MAX_FOUND_PACKAGES), more: found.length > MAX_FOUND_PACKAGES };
      } catch (error) {
        return failed(error);
      }
    },
    'packages.cancel': () => {
      cancel();
      return undefined;
    },
  };
}

/** None of this keeps anybody from going on: the built-in list is there, and any name can be typed. */
function failed(error: unknown): PackageSearch {
  const { code, facts } = toAppError(error);
  switch (code) {
    case 'cancelled':
      return { type: 'cancelled' };
    case 'nix-missing':
      return { type: 'nix-missing' };
    case 'nix-timeout':
      return { type: 'too-slow' };
    default:
      return { type: 'failed', detail: String(facts.detail ?? code) };
  }
}
