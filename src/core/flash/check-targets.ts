import { AppError, toAppError } from '../errors/app-error.ts';
import { askWriter, SessionOver, type IdleWriter, type Patience } from './ask-writer.ts';
import { driveReader } from './card-reader.ts';
import { checkLaid } from './check-laid.ts';
import type { FlashOutcome } from './events.ts';
import type { Laid } from './lay.ts';
import { end, failedWith, type TargetPass } from './pass-ends.ts';
import type { Planned } from './plan.ts';
import type { CardState } from './protocol-events.ts';
import type { DriveTarget } from './protocol-target.ts';
import type { FlashRun } from './request.ts';

type Sound = FlashOutcome & { readonly kind: 'done' };

/**
 * Reads back what was laid into the targets that the pass has written, one after the other, then lets drives go, and tells
 * how each ended. One that is not as it should be is marked as unfinished again. Ends early when the job is cancelled;
 * throws the writer's AppError when it fails. What has not been told then is for the caller to tell.
 */
export async function checkTargets(run: FlashRun, pass: TargetPass, writer: IdleWriter): Promise<void> {
  const sound = new Map<number, Sound>();
  try {
    await checkAll(run, pass, writer, sound);
    for (const [index, outcome] of sound) {
      const planned = pass.targets[index];
      const ejected = planned?.target.kind === 'drive' && (await letGo(run, planned.name, planned.target, writer));
      end(run, pass, index, { ...outcome, ejected });
    }
  } catch (thrown) {
    if (thrown instanceof SessionOver) throw thrown.why;
    if (toAppError(thrown).code !== 'cancelled') throw thrown;
  } finally {
    // Those that are right are right, whatever became of another one or of letting them go.
    for (const [index, outcome] of sound) end(run, pass, index, outcome);
  }
}

/** All before any of them goes: a drive that hangs may still be pulled out, one that was ejected not be looked at again. */
async function checkAll(run: FlashRun, pass: TargetPass, writer: IdleWriter, sound: Map<number, Sound>): Promise<void> {
  for (const [index, outcome] of pass.unchecked) {
    const planned = pass.targets[index];
    if (!planned?.laid) continue;
    if (run.signal.aborted) throw new AppError('cancelled');
    const asked = { ...writer, patience: patienceFor(run, planned.name) };
    try {
      run.emit({ type: 'phase', target: planned.name, phase: 'checking-seed' });
      await checkTarget(run, planned, planned.laid, asked);
      sound.set(index, { ...outcome, ejected: false, seed: planned.laid.seed });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (thrown instanceof SessionOver || error.code === 'cancelled') throw thrown;
      end(run, pass, index, failedWith(error, await withdraw(run, planned, asked)));
    }
  }
}

function patienceFor({ ports, emit }: FlashRun, target: string): Patience {
  return { clock: ports.clock, stalled: (ms) => emit({ type: 'stalled', target, ms }) };
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

/** Hands the drive on: ejected, or with its new partition table to this computer. */
async function letGo(run: FlashRun, name: string, target: DriveTarget, writer: IdleWriter): Promise<boolean> {
  const { eject } = run.request;
  if (eject) run.emit({ type: 'phase', target: name, phase: 'ejecting' });
  const asked = { ...writer, patience: patienceFor(run, name) };
  const answer = await askWriter(asked, { op: 'release', target, eject });
  return answer.type === 'released' && answer.ejected;
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
