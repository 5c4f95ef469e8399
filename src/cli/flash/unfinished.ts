import type { Drive } from '../../core/drives/drive.ts';
import { identifyCard } from '../../core/identify/identify-card.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { cardFiles } from '../../node/card-files.ts';
import { withinMs } from '../../node/drives/deadline.ts';
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
 * Whether Nixberry has begun to write this drive and not come to the end, as far as that can be told without asking for
 * rights; null else. Only a drive on which the system sees nothing is looked at. Never rejects, and takes 10 s at most.
 */
export async function unfinishedCard(drive: Drive, signal: CancelSignal): Promise<Unfinished | null> {
  if (drive.partitions.length > 0 || drive.fsType !== null) return null;
  if (!(await mayOpen(drive.device))) return null;
  return withinMs(LOOK_MS, readMarker(drive, signal));
}

async function readMarker({ device }: Drive, signal: CancelSignal): Promise<Unfinished | null> {
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
