import { once } from 'node:events';
import { judge } from '../../core/drives/judge.ts';
import type { Drive } from '../../core/drives/drive.ts';
import { latinText } from '../../core/fat/bytes.ts';
import { parseMarker } from '../../core/images/marker.ts';
import { readStart } from '../../node/drives/card-start.ts';
import { endedWithinMs } from '../../node/drives/deadline.ts';
import { mayOpen } from '../../node/drives/may-open.ts';

/** A sector is read in no time; a drive that takes longer is left alone. */
const LOOK_MS = 10_000;
const MARKER_BYTES = 512;
/** A question about a virtual drive is asked only when it was allowed to be written; a built-in one is never read. */
const MAY_READ = { allowVirtual: true, allowFixed: false, access: 'read' } as const;

/** What the marker of an interrupted writing says. */
export interface Unfinished {
  /** ISO 8601; null where the marker is damaged. */
  readonly startedAt: string | null;
}

/**
 * Whether Nixberry has begun to write this drive and not come to the end; `no-rights` where that cannot be told without
 * asking for rights; null else. Only a drive on which the system sees nothing is looked at. Never rejects, and takes 10 s at
 * most, or until `signal`.
 */
export async function unfinishedCard(drive: Drive, signal: AbortSignal): Promise<Unfinished | 'no-rights' | null> {
  if (drive.partitions.length > 0 || drive.fsType !== null) return null;
  if (judge(drive, null, MAY_READ).refusals.length > 0) return null;
  if (!(await mayOpen(drive.device))) return 'no-rights';
  const start = await endedWithinMs(LOOK_MS, signal, (both) =>
    Promise.race([readStart(drive.device, MARKER_BYTES, both), aborted(both)]),
  );
  const marker = start && parseMarker(latinText(start));
  return marker ? { startedAt: marker.startedAt } : null;
}

/** Not waited for: a program that hangs with its drive ends only when that answers. */
async function aborted(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await once(signal, 'abort');
  return null;
}
