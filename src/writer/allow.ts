import type { DriveTarget } from '../contract/writer.ts';
import type { Drive } from '../core/drives/drive.ts';
import { judge, type JudgedImage, type JudgeOptions } from '../core/drives/judge.ts';
import { AppError } from '../core/errors/app-error.ts';

/**
 * The rules of `core/drives/judge.ts` over facts of a drive that were read just now (null: it is not there), and whether they
 * are those of the drive that the person said yes to. Throws AppError `refused`, `drive-changed` or `drive-lost`.
 */
export function assertAllowed(
  target: DriveTarget & JudgeOptions,
  image: JudgedImage | null,
  drive: Drive | null,
): Drive {
  if (drive === null) throw new AppError('drive-lost', { device: target.path, operation: 'open' });
  assertSame(target, drive);
  const [refusal] = judge(drive, image, target).refusals;
  if (refusal) throw new AppError('refused', { ...refusal.facts, device: target.path, reason: refusal.code });
  return drive;
}

/** The drive that the person said yes to is this one: two cards in one reader may differ in nothing but `diskseq`. */
function assertSame(target: DriveTarget, drive: Drive): void {
  const changed = (what: string, expected: string | number, found: string | number): AppError =>
    new AppError('drive-changed', { device: target.path, what, expected, found });
  // By its own name only: a link could lead somewhere else by the time it is opened.
  if (drive.device !== target.path) throw changed('path', target.path, drive.device);
  if (drive.bytes !== target.bytes) throw changed('bytes', target.bytes, drive.bytes);
  if (drive.serial !== target.serial) throw changed('serial', target.serial ?? '', drive.serial ?? '');
  if (target.diskseq !== null && drive.diskseq !== null && drive.diskseq !== target.diskseq)
    throw changed('diskseq', target.diskseq, drive.diskseq);
}
