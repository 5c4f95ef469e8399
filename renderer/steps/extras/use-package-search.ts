import { useEffect, useState } from 'react';
import type { PackageSearch } from '../../../src/contract/window/packages.ts';
import type { ReleaseId } from '../../../src/core/spec/releases.ts';
import { call } from '../../bridge/call.ts';

/** A pause in typing after which nixpkgs is asked. */
const SEARCH_AFTER_MS = 500;

const MIN_CHARS = 2;

/** `idle`: nothing to look for. `searching` from the first letter on, since a search follows. */
export type SearchState = PackageSearch | { readonly type: 'idle' } | { readonly type: 'searching' };

/** What nixpkgs has for a text. The next letter ends the search that is going on. */
export function usePackageSearch(text: string, release: ReleaseId): SearchState {
  const wanted = text.trim();
  const [answer, setAnswer] = useState<{ readonly to: string; readonly found: PackageSearch } | null>(null);
  const question = `${release} ${wanted}`;
  const isLong = wanted.length >= MIN_CHARS;
  useEffect(() => {
    if (!isLong) return;
    let isWanted = true;
    let isAsked = false;
    const timer = setTimeout(() => {
      isAsked = true;
      call('packages.search', { text: wanted, release }).then(
        (found) => {
          isAsked = false;
          if (isWanted) setAnswer({ to: question, found });
        },
        () => {
          isAsked = false;
          if (isWanted) setAnswer({ to: question, found: { type: 'failed', detail: '' } });
        },
      );
    }, SEARCH_AFTER_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
      if (isAsked) void call('packages.cancel').catch(() => undefined);
    };
  }, [wanted, release, question, isLong]);
  if (!isLong) return { type: 'idle' };
  return answer?.to === question ? answer.found : { type: 'searching' };
}
