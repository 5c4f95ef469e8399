import { useEffect, useImperativeHandle, useMemo, useRef, useSyncExternalStore, type ReactNode, type Ref } from 'react';
import { useWords } from '../words/use-words.ts';
import { createLogLoader } from './log-loader.ts';
import { LogRow } from './log-row.tsx';
import type { LogSource } from './log-source.ts';
import { useScrollWindow } from './use-scroll-window.ts';

/** What others may do with the lines. */
export interface LogLinesHandle {
  /** Brings a line into the middle. */
  readonly show: (line: number) => void;
  /** The line in the middle. */
  readonly middle: () => number;
}

export interface LogLinesProps {
  readonly source: LogSource;
  readonly label: string;
  /** Lines that the log has by now. */
  readonly total: number;
  readonly isFollowing: boolean;
  readonly onLeaveEnd: () => void;
  /** The line to be shown at first; null for its start, or its end where that is followed. */
  readonly startAt: number | null;
  /** The line at which it goes wrong. */
  readonly fault: number | null;
  readonly hasDerivations: boolean;
  /** What numbers are counted from: lines that are left out before the first. */
  readonly numberFrom: number;
  readonly search: string;
  readonly currentHit: number | null;
  readonly ref: Ref<LogLinesHandle>;
}

/** The lines of a log in a box that scrolls. There are rows for those in sight, however many there are. */
export function LogLines(props: LogLinesProps): ReactNode {
  const { source, label, total, isFollowing, onLeaveEnd, startAt, ref } = props;
  const { t, count } = useWords();
  const boxRef = useRef<HTMLDivElement>(null);
  const loader = useMemo(() => createLogLoader(source), [source]);
  useSyncExternalStore(loader.subscribe, loader.version);
  // Who follows the end sees new lines when they are here, and never an empty screen in between.
  const rows = isFollowing ? Math.min(total, loader.tail()) : total;
  const { top, first, end, fitting, onScroll, show } = useScrollWindow(boxRef, { rows, isFollowing, onLeaveEnd });

  useEffect(() => loader.want({ total, seen: { first, end }, isFollowing }), [loader, total, first, end, isFollowing]);
  useEffect(() => {
    if (startAt !== null) show(startAt);
  }, [show, startAt]);
  useImperativeHandle(ref, () => ({ show, middle: () => first + Math.floor(fitting / 2) }), [show, first, fitting]);

  const gone = loader.kept();
  return (
    <div
      ref={boxRef}
      role="log"
      dir="ltr"
      // Hundreds of lines a second are nothing to be read aloud; what matters is told elsewhere.
      aria-live="off"
      aria-label={label}
      tabIndex={0}
      onScroll={onScroll}
      className="min-h-0 flex-1 overflow-auto overscroll-contain py-1.5 font-mono text-[0.78125rem]/5 outline-offset-[-2px]"
    >
      {gone > 0 && first < gone && (
        <p className="sticky top-0 px-3.5 font-sans text-small text-text-2">
          {t('window.log.gone', { count: gone, shown: count(gone) })}
        </p>
      )}
      <div className="relative" style={{ height: `${rows * 1.25}rem` }}>
        <div className="absolute top-0 start-0 min-w-full" style={{ transform: `translateY(${first * 1.25}rem)` }}>
          {range(first, end).map((number) => (
            <Row key={number} {...props} number={number} isTop={number === top} at={loader.at} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps extends LogLinesProps {
  readonly number: number;
  readonly isTop: boolean;
  readonly at: ReturnType<typeof createLogLoader>['at'];
}

function Row({ number, numberFrom, isTop, at, hasDerivations, fault, search, currentHit }: RowProps): ReactNode {
  const line = at(number);
  return (
    <LogRow
      number={number}
      numberFrom={numberFrom}
      line={line}
      hasDerivations={hasDerivations}
      namesDerivation={hasDerivations && (isTop || line?.derivation !== at(number - 1)?.derivation)}
      isFault={number === fault}
      search={search}
      isCurrentHit={number === currentHit}
    />
  );
}

function range(first: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}
