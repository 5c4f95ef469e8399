import { useEffect, useRef, useState, type ReactNode } from 'react';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface LiveRegionProps {
  /** The newest sentence. */
  readonly text: string;
  /** A change of this is said at once: the phase. Else at most every 10 s. */
  readonly phase?: string;
}

const EVERY_MS = 10_000;

/** Tells screen readers politely how work goes on, without talking all the time. */
export function LiveRegion({ text, phase = '' }: LiveRegionProps): ReactNode {
  const [said, setSaid] = useState({ text, phase });
  const saidAtMs = useRef(0);
  useEffect(() => {
    const now = performance.now();
    const waitMs = said.phase === phase ? Math.max(0, saidAtMs.current + EVERY_MS - now) : 0;
    const timer = setTimeout(() => {
      saidAtMs.current = performance.now();
      setSaid({ text, phase });
    }, waitMs);
    return () => clearTimeout(timer);
  }, [text, phase, said.phase]);
  return (
    <div role="status">
      <VisuallyHidden>{said.text}</VisuallyHidden>
    </div>
  );
}
