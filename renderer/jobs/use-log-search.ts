import { useEffect, useState } from 'react';
import type { LogHits, LogSource } from './log-source.ts';

/** A pause in typing after which it is searched, and in which new lines gather. */
const PAUSE_MS = 150;
/** How many hits one can step through; beyond them they are only counted. */
const MOST_HITS = 5000;

export interface LogSearch {
  /** The text that the hits are of; empty while nothing is searched. */
  readonly text: string;
  readonly hits: LogHits;
}

const NOTHING: LogHits = { count: 0, lines: [], upTo: 0 };
const NO_SEARCH: LogSearch = { text: '', hits: NOTHING };

/** The lines of a log that have a text. While the log grows, only what is new in it is searched. */
export function useLogSearch(source: LogSource, text: string, total: number): LogSearch {
  const [search, setSearch] = useState<LogSearch>(NO_SEARCH);
  const from = search.text === text ? search.hits.upTo : 0;
  const isWanted = text !== '' && (search.text !== text || from < total);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      source.search(text, from).then(
        (found) =>
          isCurrent && setSearch((before) => ({ text, hits: from === 0 ? found : joined(before.hits, found) })),
        // It is asked again with the next lines, or the next letter.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [source, text, from, isWanted]);
  return text === '' ? NO_SEARCH : search;
}

function joined(before: LogHits, more: LogHits): LogHits {
  return {
    count: before.count + more.count,
    lines: more.lines.length === 0 ? before.lines : [...before.lines, ...more.lines].slice(0, MOST_HITS),
    upTo: more.upTo,
  };
}
