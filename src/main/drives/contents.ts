import type { DriveLook } from '../../contract/window/drive-look.ts';
import type { Drive } from '../../core/drives/drive.ts';
import { judge, type JudgeOptions } from '../../core/drives/judge.ts';
import { AppError, toAppError } from '../../core/errors/app-error.ts';
import type { CardSummary } from '../../core/identify/card-summary.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { UsedBytes } from '../../node/drives/used-bytes.ts';
import { createTurns } from '../in-turn.ts';
import { identityOf, NOTHING_KNOWN, type KnownContents } from './drive-facts.ts';
import type { ContentReader } from './read-contents.ts';

export interface ContentsOptions {
  readonly reader: ContentReader;
  readonly permissions: Pick<JudgeOptions, 'allowVirtual' | 'allowFixed'>;
  /** A card is being written: nothing else asks a drive anything then. */
  readonly isWriting: () => boolean;
  /** No look may begin: a card is about to be written, or is being written. */
  readonly isBusy: () => boolean;
  /** Something else is known than before. */
  readonly changed: () => void;
}

/**
 * What is known of what lies on each drive: each is read once, and told of only as long as nothing about it changes, and
 * nobody, not another program either, has written anything to it since.
 */
export interface Contents {
  readonly of: (drive: Drive) => KnownContents;
  lookOf(drive: Drive): DriveLook;
  /** These drives are there. Forgets others, and reads of these what can be read without asking anybody; waits for nothing. */
  seen(drives: readonly Drive[]): void;
  /** Nobody follows what comes and goes: of a card that could be changed for one like it unseen, nothing is known any more. */
  paused(): void;
  /** Begins to read one with rights that a person may be asked for. Throws AppError `offer-gone` where `lookOf` is not `can`. */
  look(drive: Drive): void;
  readonly stopLooking: () => void;
  /** Ends a look; resolves when nobody is asked for rights any more. Never rejects. */
  readonly close: () => Promise<void>;
  /** What lies on these is another thing from now on. */
  forget(drives: readonly Drive[]): void;
}

interface Entry {
  readonly stop: AbortController;
  readonly diskseq: number | null;
  readonly device: string;
  card: CardSummary | null;
  /** How much had been written to the drive before the card was read. */
  written: number | null;
  used: UsedBytes;
  /** With which mounts, and after which writes, it has been read without asking. */
  tried: string | null;
  isReading: boolean;
  /** That which the person has asked for. */
  asked: AbortController | null;
  error: AppError | null;
}

export function createContents({ reader, permissions, isWriting, isBusy, changed }: ContentsOptions): Contents {
  const entries = new Map<string, Entry>();
  const inTurn = createTurns();
  const askedInTurn = createTurns();

  const entryOf = (drive: Drive): Entry => {
    const key = contentKey(drive);
    const entry = entries.get(key) ?? newEntry(drive);
    entries.set(key, entry);
    return entry;
  };
  const drop = (isGone: (entry: Entry, key: string) => boolean): void => {
    for (const [key, entry] of entries) {
      if (!isGone(entry, key)) continue;
      entries.delete(key);
      entry.stop.abort();
    }
  };
  const mayBeRead = (drive: Drive): boolean =>
    judge(drive, null, { ...permissions, access: 'read' }).refusals.length === 0;
  // Asked at the moment of telling: a write makes no event that we could wait for.
  const cardOf = (drive: Drive, { card, written }: Entry): CardSummary | null =>
    card !== null && written === reader.writtenSectors(drive) ? card : null;
  const running = (): Entry | undefined => [...entries.values()].find(({ asked }) => asked !== null);
  const lookOf = (drive: Drive): DriveLook => {
    const entry = entries.get(contentKey(drive)) ?? newEntry(drive);
    const { isReading, asked, error } = entry;
    const told = error && { code: error.code, facts: { ...error.facts } };
    if (asked !== null) return { state: 'running', error: null };
    const isWanted = cardOf(drive, entry) === null && !isReading;
    const can = isWanted && !isWriting() && !isBusy() && mayBeRead(drive) && mayBeOurs(drive);
    return { state: can ? 'can' : 'no', error: told };
  };

  function stopLooking(): void {
    const entry = running();
    if (entry === undefined) return;
    entry.asked?.abort();
    entry.asked = null;
    changed();
  }

  async function readUsed(drive: Drive, entry: Entry): Promise<void> {
    const used = await reader.usedBytes(drive);
    const isSame =
      used.size === entry.used.size && [...used].every(([device, bytes]) => entry.used.get(device) === bytes);
    entry.used = used;
    if (!isSame && !entry.stop.signal.aborted) changed();
  }

  function readUnasked(drive: Drive, entry: Entry): void {
    const state = JSON.stringify([drive.mounts.map(({ path }) => path), reader.writtenSectors(drive)]);
    if (cardOf(drive, entry) !== null || entry.tried === state || isWriting()) return;
    // A large disk of somebody else's is not woken for nothing.
    if (!mayBeOurs(drive) || !mayBeRead(drive)) return;
    entry.tried = state;
    entry.isReading = true;
    void inTurn(async () => {
      const written = reader.writtenSectors(drive);
      const card = isWriting() || entry.stop.signal.aborted ? null : await reader.cardUnasked(drive, entry.stop.signal);
      entry.isReading = false;
      if (card !== null && cardOf(drive, entry) === null) [entry.card, entry.written] = [card, written];
      if (!entry.stop.signal.aborted) changed();
    });
  }

  async function readAsked(drive: Drive, entry: Entry, asked: AbortController): Promise<void> {
    const signal = AbortSignal.any([asked.signal, entry.stop.signal]);
    let written = reader.writtenSectors(drive);
    // Somebody may take a minute to type a password.
    const onStart = (): void => {
      written = reader.writtenSectors(drive);
    };
    try {
      throwIfCancelled(signal);
      entry.card = await reader.cardAsked(drive, signal, onStart);
      entry.written = written;
    } catch (thrown) {
      if (!signal.aborted) entry.error = toAppError(thrown);
    }
    if (entry.asked === asked) entry.asked = null;
    if (!entry.stop.signal.aborted) changed();
  }

  return {
    of: (drive) => {
      const entry = entries.get(contentKey(drive));
      return entry ? { used: entry.used, card: cardOf(drive, entry) } : NOTHING_KNOWN;
    },
    lookOf,
    seen: (drives) => {
      const keys = new Set(drives.map(contentKey));
      drop((_, key) => !keys.has(key));
      for (const drive of drives) {
        const entry = entryOf(drive);
        void readUsed(drive, entry);
        readUnasked(drive, entry);
      }
    },
    paused: () => drop(({ diskseq }) => diskseq === null),
    look: (drive) => {
      if (running() !== undefined || lookOf(drive).state !== 'can') throw new AppError('offer-gone', { kind: 'look' });
      const entry = entryOf(drive);
      const asked = new AbortController();
      entry.asked = asked;
      entry.error = null;
      changed();
      // One that was stopped may need a moment to end: two questions for a password at once would be one too many.
      void askedInTurn(() => readAsked(drive, entry, asked));
    },
    stopLooking,
    close: () => {
      stopLooking();
      return askedInTurn(() => Promise.resolve());
    },
    forget: (drives) => {
      const devices = new Set(drives.map(({ device }) => device));
      drop(({ device }) => devices.has(device));
      changed();
    },
  };
}

function newEntry({ diskseq, device }: Drive): Entry {
  return {
    ...{ stop: new AbortController(), diskseq, device, card: null, written: null, used: new Map() },
    ...{ tried: null, isReading: false, asked: null, error: null },
  };
}

/** A text that changes when another medium is there, or something else than before lies on it. */
function contentKey(drive: Drive): string {
  const parts = drive.partitions.map(({ device, bytes, fsType, label }) => [device, bytes, fsType, label]);
  return JSON.stringify([identityOf(drive), drive.fsType, drive.label, parts]);
}

/** A card that Nixberry has written, or begun with, has a FAT, or nothing that anybody knows. */
function mayBeOurs({ fsType, partitions }: Drive): boolean {
  if (partitions.length === 0) return fsType === null;
  return partitions.some((partition) => partition.fsType === null || partition.fsType === 'vfat');
}
