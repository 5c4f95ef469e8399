import { useCallback, useEffect, useLayoutEffect, useState, type RefObject, type UIEvent } from 'react';

/** As `h-5` of a row. */
const ROW_REM = 1.25;
/** Rows beyond the edges, so that a quick turn of the wheel shows no gap. */
const BEYOND_ROWS = 8;

export interface ScrollWindow {
  /** The rows to draw. */
  readonly first: number;
  readonly end: number;
  /** The first row that is wholly in sight. */
  readonly top: number;
  /** Rows that fit. */
  readonly fitting: number;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
  /** Brings a row into the middle. */
  readonly show: (row: number) => void;
}

export interface ScrollOptions {
  readonly rows: number;
  /** Whether the last row stays in sight. */
  readonly isFollowing: boolean;
  /** The person has scrolled away from the end. */
  readonly onLeaveEnd: () => void;
}

/** Which of many rows of one height are in sight of an element that scrolls. */
export function useScrollWindow(
  boxRef: RefObject<HTMLElement | null>,
  { rows, isFollowing, onLeaveEnd }: ScrollOptions,
): ScrollWindow {
  const [rowPx] = useState(() => ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize || '16'));
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(0);
  const fitting = Math.max(1, Math.ceil(height / rowPx));
  const first = Math.max(0, Math.floor(top / rowPx) - BEYOND_ROWS);

  useEffect(() => {
    const element = boxRef.current;
    if (!element) return undefined;
    const measure = (): void => setHeight(element.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [boxRef]);

  // Before it is painted: what follows the end never jumps.
  useLayoutEffect(() => {
    if (isFollowing) boxRef.current?.scrollTo({ top: rows * rowPx });
  }, [boxRef, isFollowing, rows, rowPx, height]);

  const onScroll = useCallback(
    ({ currentTarget }: UIEvent<HTMLElement>): void => {
      const { scrollTop, clientHeight, scrollHeight } = currentTarget;
      setTop(scrollTop);
      // Half a row: positions are rounded where the screen's pixels are not ours.
      if (isFollowing && scrollTop + clientHeight < scrollHeight - rowPx / 2) onLeaveEnd();
    },
    [isFollowing, onLeaveEnd, rowPx],
  );
  const show = useCallback(
    (row: number): void => {
      const element = boxRef.current;
      element?.scrollTo({ top: Math.max(0, row * rowPx - (element.clientHeight - rowPx) / 2) });
    },
    [boxRef, rowPx],
  );
  return {
    top: Math.ceil(top / rowPx),
    first,
    end: Math.min(rows, first + fitting + 2 * BEYOND_ROWS),
    fitting,
    onScroll,
    show,
  };
}
