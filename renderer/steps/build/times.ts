import { useEffect, useState } from 'react';
import type { Words } from '../../../src/words/words.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** The time now in ms since 1970, anew each second while `isTicking`. */
export function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    const tick = (): void => setNow(Date.now());
    tick();
    const timer = setInterval(tick, SECOND_MS);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}

/** A time that goes on: in whole seconds, since tenths that never count would look stuck. */
export function goneWords({ t, duration }: Words, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  return seconds < 10 ? t('amount.s', { count: seconds }) : duration(seconds * SECOND_MS);
}

/** A rounded time, without seconds that would be none: "40 s", "3 min", "1 h 5 min". */
export function roundedWords({ t }: Words, ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (ms < MINUTE_MS) return t('amount.s', { count: Math.round(ms / SECOND_MS) });
  if (minutes < 60) return t('window.build.left-min', { count: minutes });
  return t('amount.h-min', { h: Math.floor(minutes / 60), min: minutes % 60 });
}

/**
 * What is left of an estimate, rounded up to what it is worth, so that it never grows by itself: 10 s, 1 min, 5 min. Null
 * without an estimate, and when that is over.
 */
export function timeLeftMs(estimateMs: number | null, goneMs: number): number | null {
  if (estimateMs === null || goneMs >= estimateMs) return null;
  const left = estimateMs - goneMs;
  const step = left > 10 * MINUTE_MS ? 5 * MINUTE_MS : left > MINUTE_MS ? MINUTE_MS : 10 * SECOND_MS;
  return Math.ceil(left / step) * step;
}
