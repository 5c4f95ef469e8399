import type { Drive } from '../../core/drives/drive.ts';
import { identifyCard } from '../../core/identify/identify-card.ts';
import { cardFiles } from '../../node/card-files.ts';
import { endedWithinMs } from '../../node/drives/deadline.ts';
import { createDrives } from '../../node/drives/drives.ts';
import { mayOpen } from '../../node/drives/may-open.ts';
import { writerPort } from '../../node/elevate/writer-port.ts';

/** A card is read in well under a second; one that takes longer is left alone. */
const LOOK_MS = 10_000;

/** What the marker of an interrupted writing says. */
export interface Unfinished {
  /** ISO 8601; null where the marker is damaged. */
  readonly startedAt: string | null;
}

/**
 * Whether Nixberry has begun to write this drive and not come to the end; `no-rights` where that cannot be told without
 * asking for rights; null else. Only a drive on which the system sees nothing is looked at; a built-in one is never read
 * (`src/writer/README.md`). Never rejects, and takes 10 s at most: nothing of ours has the drive open after that, unless it
 * hangs in the kernel.
 */
export async function unfinishedCard(drive: Drive, signal: AbortSignal): Promise<Unfinished | 'no-rights' | null> {
  if (drive.partitions.length > 0 || drive.fsType !== null) return null;
  if (!(await mayOpen(drive.device))) return 'no-rights';
  return endedWithinMs(LOOK_MS, signal, (both) => readMarker(drive, both));
}

async function readMarker({ device }: Drive, signal: AbortSignal): Promise<Unfinished | null> {
  // A question about a virtual drive is asked only when it was allowed to be written.
  const target = { kind: 'drive', path: device, allowVirtual: true, elevate: false } as const;
  const writer = writerPort();
  try {
    const card = await identifyCard(target, { drives: createDrives(), writer, cardFiles }, signal);
    return card.kind === 'unfinished' ? { startedAt: card.startedAt } : null;
  } finally {
    await writer.close();
  }
}
