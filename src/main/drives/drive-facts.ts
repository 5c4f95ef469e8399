import type { DriveFacts, WindowDrive } from '../../contract/window/drives.ts';
import { sanitizeForDisplay } from '../../core/drives/display.ts';
import { kernelName, type Drive } from '../../core/drives/drive.ts';
import type { CardSummary } from '../../core/identify/card-summary.ts';
import { judge, type JudgedImage, type JudgeOptions } from '../../core/drives/judge.ts';

/**
 * What makes a drive this one and no other: another card in the same reader differs in its disk sequence number, where
 * the kernel has one, or in size or serial.
 */
export function identityOf({ device, serial, bytes, diskseq }: Drive): string {
  return JSON.stringify([device, serial, bytes, diskseq]);
}

/** What a drive is called: its model, else what the kernel calls it. */
export function driveName({ device, model }: Drive): string {
  const name = plain(sanitizeForDisplay(model));
  return name === '' ? kernelName(device) : name;
}

/** What has to be typed: its name, where that is its own; else, of two of one model, what the kernel calls it. */
export function typedNameOf(drive: Drive, all: readonly Drive[]): string {
  const name = driveName(drive);
  const twin = all.some((other) => identityOf(other) !== identityOf(drive) && driveName(other) === name);
  // What cannot be shown cannot be typed.
  return twin || name.includes('\uFFFD') ? kernelName(drive.device) : name;
}

/** Whether somebody typed that name. Spaces count as they are seen: several as one. */
export function isTyped(typed: string | null, name: string): boolean {
  return typed !== null && plain(typed.normalize()) === name.normalize();
}

/** What was read of a drive's content beyond labels and file systems. */
export interface KnownContents {
  /** By device: how many bytes of a mounted file system are taken. */
  readonly used: ReadonlyMap<string, number>;
  readonly card: CardSummary | null;
}

export const NOTHING_KNOWN: KnownContents = { used: new Map(), card: null };

/** A drive for people. */
export function driveFacts(drive: Drive, { used, card }: KnownContents): DriveFacts {
  // What was full when it was mounted may be anything by now.
  const usedOf = (device: string): number | null =>
    drive.mounts.some((mount) => mount.device === device) ? (used.get(device) ?? null) : null;
  const { bytes, bus, kind, serial, removable, contentKnown, fsType, label, partitions, mounts, uses } = drive;
  return {
    name: driveName(drive),
    kernelName: kernelName(drive.device),
    ...{ bytes, bus, kind, serial, removable },
    content: {
      ...{ known: contentKnown, fsType, label, uses, card },
      usedBytes: usedOf(drive.device),
      partitions: partitions.map((partition) => ({ ...partition, usedBytes: usedOf(partition.device) })),
      mounts: mounts.map(({ path }) => path),
    },
  };
}

export interface Judging extends JudgeOptions {
  /** Null while there is no image, or nothing is known of it. */
  readonly image: JudgedImage | null;
  readonly allowLarge: boolean;
}

/** What core's rules say of a drive, and the window's own: a large drive waits for a permission. */
export function verdictOf(drive: Drive, { image, allowLarge, ...options }: Judging): WindowDrive['verdict'] {
  const { refusals, warnings, typedName } = judge(drive, image, options);
  const heldAsLarge = !allowLarge && warnings.some(({ code }) => code === 'large');
  return { refusals: refusals.map(copied), warnings: warnings.map(copied), heldAsLarge, typedName };
}

/** Whether it may be chosen now. */
export function isChoosable({ refusals, heldAsLarge }: WindowDrive['verdict']): boolean {
  return refusals.length === 0 && !heldAsLarge;
}

function copied<Code, Facts extends object>({ code, facts }: { readonly code: Code; readonly facts: Facts }) {
  return { code, facts: { ...facts } };
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
