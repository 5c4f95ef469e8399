import type { Handlers } from '../../contract/api.ts';
import { MAX_FOUND_PACKAGES, type PackageSearch } from '../../contract/window/packages.ts';
import { toAppError } from '../../core/errors/app-error.ts';
import { releaseOf } from '../../core/spec/releases.ts';
import { hasRoomToList } from '../../node/nix/list-packages.ts';
import { lockedNixpkgs } from '../../node/nix/locked-nixpkgs.ts';
import { searchPackages } from '../../node/nix/search-packages.ts';
import type { Services } from '../services.ts';

/**
 * One search at a time: the newest. In the nixpkgs that the draft's project has, once it has one, else in the branch of the
 * release.
 */
export function packageHandlers(
  { projects, packages }: Pick<Services, 'projects' | 'packages'>,
  hasRoom: () => boolean = hasRoomToList,
): Pick<Handlers, 'packages.search' | 'packages.cancel'> {
  let current = new AbortController();
  const cancel = (): AbortSignal => {
    current.abort();
    current = new AbortController();
    return current.signal;
  };
  return {
    'packages.search': async ({ text, release }) => {
      const signal = cancel();
      try {
        const project = await projects.current();
        const locked = project === null ? null : await lockedNixpkgs(project.folder, release);
        const nixpkgs = locked ?? `github:NixOS/nixpkgs/${releaseOf(release).branch}`;
        if (!packages.has(nixpkgs) && !hasRoom()) return { type: 'no-memory' };
        const found = searchPackages(await packages.of(nixpkgs, signal), text);
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
