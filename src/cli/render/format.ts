import { describeBytes } from '../../core/drives/display.ts';

/** `under 1 ms`, `350 ms`, `4.2 s`, `1 min 20 s`, `2 h 5 min`. */
export function describeMs(ms: number): string {
  if (ms < 0.5) return 'under 1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Time that has gone, in whole units, for a line that is drawn again and again: `12 s`, `3 min`. */
export function describeElapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}

/** Time that is left, no more exact than anybody can know it: `about 20 s left`, `about 3 min left`. */
export function describeRemaining(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  if (seconds < 3600) return `about ${Math.max(1, Math.round(seconds / 60))} min left`;
  return `about ${(seconds / 3600).toFixed(1)} h left`;
}

/** `58.1 MB/s`, of bytes a second. */
export function describeRate(bytesPerSecond: number): string {
  return `${describeBytes(bytesPerSecond)}/s`;
}

/** Bytes over a time, as a rate; null when the time is too short to mean anything. */
export function averageRate(bytes: number, ms: number): string | null {
  return ms < 1 ? null : describeRate((bytes * 1000) / ms);
}

/** `52 %`. Rounds down: 100 % is said when everything is done, not before. */
export function describeShare(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** A whole number with a comma before each three digits. Not by `Intl`: loading its data takes 20 ms of each run. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `2026-11-22 23:52`, where this computer is. */
export function localTime(iso: string): string {
  const time = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
