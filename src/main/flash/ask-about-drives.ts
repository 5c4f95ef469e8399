import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { FlashQuestion } from '../../contract/window/flash.ts';
import type { Drive } from '../../core/drives/drive.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { ConfirmQuestion } from '../../core/flash/request.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal, DrivesPort } from '../../core/ports.ts';
import { driveFacts, driveName, identityOf, typedNameOf } from '../drives/drive-facts.ts';
import type { ChosenTarget, DriveList } from '../drives/drives.ts';
import type { Confirmation } from './confirmation.ts';

export interface AskOptions {
  readonly chosen: readonly ChosenTarget[];
  readonly list: Pick<DriveList, 'hold' | 'onLook' | 'all' | 'contentsOf'>;
  readonly drives: DrivesPort;
  readonly confirmation: Confirmation;
  readonly waitMs: number;
  /** Shows the questions. */
  readonly show: (questions: readonly FlashQuestion[]) => void;
  /** Takes the questions away: a yes has come, and the drives are looked at once more. */
  readonly answered: () => void;
  readonly signal: CancelSignal;
}

/**
 * Asks about every card at once. The drives have to be those that were chosen when the questions are shown, as long as they
 * are, and once more after a yes: else AppError `drive-changed` or `drive-lost`, and nothing is written. AppError `cancelled`
 * where `signal` is aborted before the drives have been looked at.
 */
export async function askAboutDrives(asked: readonly ConfirmQuestion[], options: AskOptions): Promise<boolean> {
  const { chosen, list, drives, confirmation, waitMs, show, answered, signal } = options;
  const pairs = asked.map((question) => ({ question, target: targetOf(question, chosen) }));
  for (const { question, target } of pairs) assertSame(question.drive, target);
  // Before what is known of them is taken: of what may have changed unseen, it forgets.
  const release = list.hold();
  const stop = list.onLook((now) => {
    const gone = pairs.find(({ target }) => target.kind === 'drive' && !isAmong(now, target.drive));
    if (gone?.target.kind === 'drive') confirmation.withdraw(goneError(gone.target.drive, now));
  });
  try {
    // There is nothing to withdraw yet: an answer would be waited for that nobody gives any more.
    throwIfCancelled(signal);
    const questions = pairs.map(({ question, target }) => shownQuestion(question, target, list));
    show(questions);
    if (!(await confirmation.ask(questions, waitMs))) return false;
    for (const [at, { question }] of pairs.entries()) assertStillTrue(questions[at], question.drive, list);
    answered();
  } finally {
    stop();
    release();
  }
  for (const { target } of pairs)
    if (target.kind === 'drive') assertSame(await inspected(drives, target.drive), target);
  throwIfCancelled(signal);
  return true;
}

function targetOf({ target }: ConfirmQuestion, chosen: readonly ChosenTarget[]): ChosenTarget {
  const found = chosen.find((one) => (one.kind === 'drive' ? one.drive.device : one.path) === target);
  if (!found) throw new AppError('unexpected', { detail: 'a question about a card that nobody chose' });
  return found;
}

function assertSame(drive: Drive | null, target: ChosenTarget): void {
  if (target.kind !== 'drive' || drive === null) return;
  if (identityOf(drive) !== identityOf(target.drive)) throw changed(target.drive, drive);
}

/** Of a card that somebody has read the name of, nothing was written meanwhile: the yes was said to what was shown. */
function assertStillTrue(
  shown: FlashQuestion | undefined,
  drive: Drive | null,
  { contentsOf }: Pick<DriveList, 'contentsOf'>,
): void {
  const card = shown?.drive?.content.card ?? null;
  if (card === null || drive === null || isDeepStrictEqual(card, contentsOf(drive).card)) return;
  throw new AppError('drive-changed', { device: driveName(drive), what: 'content' });
}

async function inspected(drives: DrivesPort, drive: Drive): Promise<Drive> {
  return drives.inspect(drive.device).catch((thrown: unknown) => {
    throw new AppError('drive-lost', { device: driveName(drive) }, { cause: thrown });
  });
}

function isAmong(now: readonly Drive[], drive: Drive): boolean {
  return now.some((one) => identityOf(one) === identityOf(drive));
}

function goneError(drive: Drive, now: readonly Drive[]): AppError {
  const inItsPlace = now.find(({ device, bytes }) => device === drive.device && bytes > 0);
  return inItsPlace ? changed(drive, inItsPlace) : new AppError('drive-lost', { device: driveName(drive) });
}

function changed(before: Drive, now: Drive): AppError {
  const what = before.bytes !== now.bytes ? 'bytes' : before.serial !== now.serial ? 'serial' : 'diskseq';
  return new AppError('drive-changed', { device: driveName(before), what });
}

/** What a chosen card is called. */
export function targetName(target: ChosenTarget): string {
  return target.kind === 'drive' ? driveName(target.drive) : basename(target.path);
}

function shownQuestion(
  { drive, warnings, typedName }: ConfirmQuestion,
  target: ChosenTarget,
  list: Pick<DriveList, 'all' | 'contentsOf'>,
): FlashQuestion {
  return {
    id: target.id,
    name: targetName(target),
    drive: drive && driveFacts(drive, list.contentsOf(drive)),
    warnings: warnings.map(({ code, facts }) => ({ code, facts: { ...facts } })),
    typedName: drive && typedName ? typedNameOf(drive, list.all()) : null,
  };
}
