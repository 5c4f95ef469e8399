import type { Drive } from '../../core/drives/drive.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { FlashPorts } from '../../core/flash/request.ts';
import { cardSummary, type CardSummary } from '../../core/identify/card-summary.ts';
import { identifyCard } from '../../core/identify/identify-card.ts';
import type { WriterPort } from '../../core/ports.ts';
import { endedWithinMs } from '../../node/drives/deadline.ts';
import { mayOpen } from '../../node/drives/may-open.ts';
import { readMountedCard } from '../../node/drives/mounted-card.ts';
import { createSlots } from '../../node/drives/slots.ts';
import { readUsedBytes, type UsedBytes } from '../../node/drives/used-bytes.ts';
import { writtenSectors } from '../../node/drives/written-sectors.ts';
import type { StartableWriter } from '../../node/elevate/writer-port.ts';
import { identityOf } from './drive-facts.ts';

/** Of libuv's four threads two are left for everything else, however many file systems do not answer. */
const MOUNT_SLOTS = 2;
/** A file system that answers at all does so in a few ms, a card that has to wake up in one or two s. */
const MOUNT_MS = 3000;
/** A writer that is told to end is killed after 5 s; one that hangs in the kernel stays, and is not waited for. */
const GIVEN_UP_MS = 6000;
/** A card is read in well under a second; one that takes longer is left alone. */
const UNASKED_MS = 10_000;

/** How what lies on a drive is found out. */
export interface ContentReader {
  /** Grows with each write to the drive, of whatever program; null where that is not known. Asks the kernel, not the drive. */
  readonly writtenSectors: (drive: Drive) => number | null;
  /** Never rejects. */
  readonly usedBytes: (drive: Drive) => Promise<UsedBytes>;
  /** Whose card it is, as far as that can be read with the rights that we have; null else. Never rejects, and takes 10 s at most. */
  readonly cardUnasked: (drive: Drive, signal: AbortSignal) => Promise<CardSummary | null>;
  /**
   * The same with rights that the person may be asked for; `onStart` is called when they are there, before anything is read.
   * Throws AppError, as `identifyCard`.
   */
  readonly cardAsked: (drive: Drive, signal: AbortSignal, onStart: () => void) => Promise<CardSummary>;
}

export interface ReadingPorts extends Pick<FlashPorts, 'drives' | 'cardFiles'> {
  readonly writer: () => StartableWriter;
  readonly allowVirtual: boolean;
}

/** On this computer. A drive is read by the writer, a child: one that hangs takes no thread of ours with it. */
export function createContentReader(ports: ReadingPorts): ContentReader {
  const slots = createSlots(MOUNT_SLOTS, MOUNT_MS);
  return {
    writtenSectors,
    usedBytes: (drive) => readUsedBytes(drive, slots),
    cardUnasked: (drive, wanted) =>
      endedWithinMs(UNASKED_MS, wanted, async (signal) => {
        if (!(await mayOpen(drive.device))) return readMountedCard(drive, slots);
        return readDrive(drive, ports, { elevate: false, signal });
      }),
    cardAsked: (drive, signal, onStart) =>
      Promise.race([readDrive(drive, ports, { elevate: true, signal, onStart }), givenUp(signal)]),
  };
}

async function readDrive(
  drive: Drive,
  { drives, cardFiles, writer: newWriter, allowVirtual }: ReadingPorts,
  { elevate, signal, onStart }: { elevate: boolean; signal: AbortSignal; onStart?: () => void },
): Promise<CardSummary> {
  const writer = newWriter();
  const start: WriterPort['start'] = async (how) => {
    const session = await writer.start(how);
    onStart?.();
    return session;
  };
  // Another card may have come into the same reader while somebody typed a password.
  const inspect = async (device: string): Promise<Drive> => {
    const now = await drives.inspect(device);
    if (identityOf(now) !== identityOf(drive)) throw new AppError('drive-changed', { device, what: 'diskseq' });
    return now;
  };
  try {
    const target = { kind: 'drive', path: drive.device, allowVirtual, elevate } as const;
    return cardSummary(await identifyCard(target, { drives: { inspect }, writer: { start }, cardFiles }, signal));
  } finally {
    await writer.close();
  }
}

/** Rejects with AppError `cancelled` some time after `signal` is aborted; at once where it was before. */
function givenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(new AppError('cancelled'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', () => setTimeout(give, GIVEN_UP_MS).unref(), { once: true });
  });
}
