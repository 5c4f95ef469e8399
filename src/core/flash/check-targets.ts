import { toAppError } from '../errors.ts';
import { askWriter, SessionOver, type IdleWriter } from './ask-writer.ts';
import { driveReader } from './card-reader.ts';
import { checkLaid } from './check-laid.ts';
import type { Laid } from './lay.ts';
import { end, failedWith, type TargetPass } from './pass-ends.ts';
import type { Planned } from './plan.ts';
import type { CardState, DriveTarget } from './protocol.ts';
import type { FlashRun } from './request.ts';

/**
 * Reads back what was laid into the targets that the pass has written, lets drives go afterwards, and tells how each
 * ended. One that is not as it should be is marked as unfinished again. Ends early when the job is cancelled; throws the
 * writer's AppError when it fails. What has not been told then is for the caller to tell.
 */
export async function checkTargets(run: FlashRun, pass: TargetPass, writer: IdleWriter): Promise<void> {
  for (const [index, outcome] of pass.unchecked) {
    const planned = pass.targets[index];
    if (!planned?.laid) continue;
    if (run.signal.aborted) return;
    try {
      run.emit({ type: 'phase', target: planned.name, phase: 'checking-seed' });
      await checkTarget(run, planned, planned.laid, writer);
      const ejected = planned.target.kind === 'drive' && (await letGo(run, planned.name, planned.target, writer));
      end(run, pass, index, { ...outcome, ejected, seed: planned.laid.seed });
    } catch (thrown) {
      if (thrown instanceof SessionOver) throw thrown.why;
      const error = toAppError(thrown);
      if (error.code === 'cancelled') return;
      end(run, pass, index, failedWith(error, await withdraw(run, planned, writer)));
    }
  }
}

async function checkTarget({ ports }: FlashRun, { target }: Planned, laid: Laid, writer: IdleWriter): Promise<void> {
  switch (target.kind) {
    case 'drive':
      return checkLaid(driveReader(writer, target), laid, target.path);
    case 'file': {
      const file = await ports.cardFiles.open(target.path);
      try {
        await checkLaid(file, laid, target.path);
      } finally {
        await file.close();
      }
    }
  }
}

async function letGo(
  { request, emit }: FlashRun,
  name: string,
  target: DriveTarget,
  writer: IdleWriter,
): Promise<boolean> {
  if (!request.eject) return false;
  emit({ type: 'phase', target: name, phase: 'ejecting' });
  const answer = await askWriter(writer, { op: 'eject', target });
  return answer.type === 'ejected' && answer.ejected;
}

/** The card failed after all: it must not look bootable. Never throws: what the card has against it is what is to be told. */
async function withdraw({ job, startedAt }: FlashRun, { target }: Planned, writer: IdleWriter): Promise<CardState> {
  try {
    const answer = await askWriter(writer, { op: 'withdraw', target, job, startedAt });
    return answer.type === 'withdrawn' ? answer.state : 'unknown';
  } catch {
    return 'unknown';
  }
}
