import type { Facts } from '../errors/app-error.ts';
import { kernelName, type Drive, type Mount } from './drive.ts';

/** Why a drive may not be written, whatever the person says. */
export const REFUSALS = [
  'system',
  'in-use',
  'read-only',
  'too-small',
  'not-whole-disk',
  'virtual',
  'fixed',
  'holds-image',
  'no-medium',
] as const;

/** What a person should know before saying yes. */
export const WARNINGS = ['large', 'fixed', 'mounted', 'has-data', 'sector-size', 'no-partition-table'] as const;

/** Above this a drive is more likely somebody's archive than a card for a Pi. */
export const LARGE_BYTES = 256e9;

export interface Refusal {
  readonly code: (typeof REFUSALS)[number];
  readonly facts: Facts;
}

export interface Warning {
  readonly code: (typeof WARNINGS)[number];
  readonly facts: Facts;
}

/** What the rules need to know of the image: nulls are what is not known. */
export interface JudgedImage {
  readonly bytes: number | null;
  /** Kernel names of the whole disks that the image file lies on. */
  readonly onDisks: readonly string[];
  /** The sector size that the image's partition table was made for. */
  readonly tableSectorBytes: number | null;
  /** Its first bytes show a partition table or a file system. */
  readonly startsLikeDisk: boolean | null;
}

export interface JudgeOptions {
  readonly allowVirtual: boolean;
  readonly allowFixed: boolean;
  /** `read`: the drive is only looked at, so it may be write-protected. `write` when left out. */
  readonly access?: DriveAccess;
}

export type DriveAccess = 'write' | 'read';

export interface Verdict {
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
  /** Saying yes is not enough: the person has to type the drive's name. */
  readonly typedName: boolean;
}

/**
 * Whether this drive may be written, and what a person should know before. Pure: the window, the terminal and the
 * writer, which is root and believes nobody, ask the same rules about facts that each has read by itself.
 * `image` is null when a drive is listed before there is an image. The first refusal weighs most: what a permission would
 * change comes after what none does.
 *
 * A typed name is asked for where a slip costs most: a fixed or large drive, or one that the person has open now.
 * Data alone does not ask for it: nearly every card has some, and a question that always comes is not read.
 */
export function judge(drive: Drive, image: JudgedImage | null, options: JudgeOptions): Verdict {
  const warnings = [
    ...driveWarnings(drive, options),
    ...sectorWarnings(drive, image),
    ...(image ? imageWarnings(image) : []),
  ];
  // A zram or loop device that is not set up has no size either, but no card can be put into it.
  const isUnset = isVirtual(drive) && drive.bytes === 0;
  return {
    refusals: [
      ...kindRefusals(drive),
      ...useRefusals(drive),
      ...(isUnset ? permissionRefusals(drive, options) : []),
      ...mediumRefusals(drive, options),
      ...imageRefusals(drive, image),
      ...(isUnset ? [] : permissionRefusals(drive, options)),
    ],
    warnings,
    typedName: warnings.some(({ code }) => code === 'fixed' || code === 'large' || code === 'mounted'),
  };
}

/** What a person should know of the image, whatever it is written to. */
export function imageWarnings({ startsLikeDisk }: JudgedImage): readonly Warning[] {
  return startsLikeDisk === false ? [{ code: 'no-partition-table', facts: {} }] : [];
}

/** True for a block device without hardware of its own: loop, RAM, device mapper, RAID. */
export function isVirtual(drive: Drive): boolean {
  switch (drive.kind) {
    case 'loop':
    case 'zram':
    case 'ram':
    case 'mapper':
    case 'raid':
      return true;
    case 'disk':
    case 'partition':
    case 'optical':
    case 'other':
      return drive.bus === 'virtual' || drive.bus === 'loop';
  }
}

function kindRefusals(drive: Drive): Refusal[] {
  return isWholeDisk(drive) ? [] : [{ code: 'not-whole-disk', facts: { device: drive.device, kind: drive.kind } }];
}

function isWholeDisk({ kind }: Drive): boolean {
  return kind !== 'partition' && kind !== 'optical' && kind !== 'other';
}

/** What the person may allow. Not told of what cannot be written anyway: it would read as an invitation. */
function permissionRefusals(drive: Drive, { allowVirtual, allowFixed }: JudgeOptions): Refusal[] {
  if (!isWholeDisk(drive)) return [];
  // A virtual device is never "removable"; asking for both permissions would say nothing more.
  if (isVirtual(drive)) return allowVirtual ? [] : [{ code: 'virtual', facts: { kind: drive.kind } }];
  return drive.removable || allowFixed ? [] : [{ code: 'fixed', facts: { bus: drive.bus } }];
}

function useRefusals(drive: Drive): Refusal[] {
  const system = drive.mounts.filter((mount) => !mount.forPerson);
  const worst = mostTelling(system);
  return [
    ...(worst
      ? [{ code: 'system' as const, facts: { path: worst.path, device: worst.device, count: system.length } }]
      : []),
    ...drive.uses.map(({ kind, device, by }) => ({ code: 'in-use' as const, facts: { kind, device, by } })),
  ];
}

/** The mount that explains best why the drive is off limits: the shortest path, so `/` before `/nix/store`. */
function mostTelling(mounts: readonly Mount[]): Mount | undefined {
  return mounts.reduce<Mount | undefined>(
    (best, mount) => (best && best.path.length <= mount.path.length ? best : mount),
    undefined,
  );
}

function mediumRefusals(drive: Drive, { access = 'write' }: JudgeOptions): Refusal[] {
  if (drive.bytes === 0) return [{ code: 'no-medium', facts: {} }];
  return drive.readOnly && access === 'write' ? [{ code: 'read-only', facts: {} }] : [];
}

function imageRefusals(drive: Drive, image: JudgedImage | null): Refusal[] {
  if (!image) return [];
  const { bytes: imageBytes, onDisks } = image;
  const tooSmall = imageBytes !== null && drive.bytes > 0 && imageBytes > drive.bytes;
  return [
    ...(tooSmall ? [{ code: 'too-small' as const, facts: { imageBytes, driveBytes: drive.bytes } }] : []),
    ...(onDisks.includes(kernelName(drive.device)) ? [{ code: 'holds-image' as const, facts: {} }] : []),
  ];
}

function driveWarnings(drive: Drive, { allowFixed }: JudgeOptions): Warning[] {
  const warnings: Warning[] = [];
  if (drive.bytes > LARGE_BYTES) warnings.push({ code: 'large', facts: { bytes: drive.bytes } });
  if (allowFixed && !drive.removable && !isVirtual(drive)) warnings.push({ code: 'fixed', facts: { bus: drive.bus } });
  for (const { path, device, forPerson } of drive.mounts)
    if (forPerson) warnings.push({ code: 'mounted', facts: { path, device } });
  const data = dataOn(drive);
  if (data) warnings.push({ code: 'has-data', facts: data });
  return warnings;
}

/** A partition counts even without a known file system: plain encryption looks like nothing at all. */
function dataOn(drive: Drive): Facts | null {
  const systems = [drive, ...drive.partitions].flatMap(({ fsType }) => fsType ?? []);
  if (systems.length === 0 && drive.partitions.length === 0) return null;
  const labels = [drive, ...drive.partitions].flatMap(({ label }) => label ?? []);
  const listed = (names: readonly string[]): string | null => (names.length === 0 ? null : names.join(', '));
  return { partitions: drive.partitions.length, fsTypes: listed(systems), labels: listed(labels) };
}

function sectorWarnings(drive: Drive, image: JudgedImage | null): Warning[] {
  const tableSectorBytes = image?.tableSectorBytes ?? null;
  if (tableSectorBytes === null || tableSectorBytes === drive.logicalBlockBytes) return [];
  return [{ code: 'sector-size', facts: { tableSectorBytes, driveSectorBytes: drive.logicalBlockBytes } }];
}
