import type { FoundPackage } from '../../contract/window/packages.ts';
import { AppError, toAppError } from '../../core/errors/app-error.ts';

/** From one letter to the next takes less: a list that nobody has waited for so long is given up. */
const LINGER_MS = 15_000;

/** Lists the packages of a nixpkgs, which may take minutes. */
type List = (nixpkgs: string, signal: AbortSignal) => Promise<readonly FoundPackage[]>;

/** The packages of the nixpkgs that was asked for last, which are listed once. */
export interface PackageLists {
  /**
   * Waits for the list. `signal` ends the waiting; the listing itself goes on for a while, for the search for the next letter.
   * Throws what listing throws, and AppError `cancelled`.
   */
  readonly of: (nixpkgs: string, signal: AbortSignal) => Promise<readonly FoundPackage[]>;
  /** Whether it is listed, or being listed. */
  readonly has: (nixpkgs: string) => boolean;
  /** Ends a listing that goes on; resolves when nothing of it runs any more. Never rejects. */
  readonly close: () => Promise<void>;
}

interface Listing {
  readonly nixpkgs: string;
  readonly packages: Promise<readonly FoundPackage[]>;
  readonly end: AbortController;
  waiting: number;
  hasEnded: boolean;
}

export function createPackageLists(list: List, lingerMs = LINGER_MS): PackageLists {
  let current: Listing | null = null;

  function begin(nixpkgs: string): Listing {
    current?.end.abort();
    const end = new AbortController();
    const listing: Listing = { nixpkgs, packages: list(nixpkgs, end.signal), end, waiting: 0, hasEnded: false };
    void listing.packages
      .catch((thrown: unknown) => {
        // One that takes too long would do so again; all else may be better the next time.
        if (current === listing && toAppError(thrown).code !== 'nix-timeout') current = null;
      })
      .finally(() => (listing.hasEnded = true));
    current = listing;
    return listing;
  }

  function leave(listing: Listing): void {
    listing.waiting--;
    setTimeout(() => {
      if (listing.waiting === 0 && !listing.hasEnded) listing.end.abort();
    }, lingerMs).unref();
  }

  const present = (nixpkgs: string): Listing | null =>
    current?.nixpkgs === nixpkgs && !current.end.signal.aborted ? current : null;

  return {
    has: (nixpkgs) => present(nixpkgs) !== null,
    of: async (nixpkgs, signal) => {
      const listing = present(nixpkgs) ?? begin(nixpkgs);
      listing.waiting++;
      try {
        return await Promise.race([listing.packages, whenAborted(signal)]);
      } finally {
        leave(listing);
      }
    },
    close: async () => {
      current?.end.abort();
      await current?.packages.catch(() => undefined);
    },
  };
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(new AppError('cancelled'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
