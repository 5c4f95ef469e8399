import type { Drive } from '../drives/drive.ts';
import type { KnownDrivesPort } from '../ports.ts';
import type { FlashOutcome } from './events.ts';
import type { Planned } from './plan.ts';
import type { Capacity } from './protocol-target.ts';
import type { FlashRequest } from './request.ts';

/**
 * What the writer is told of a drive's claimed size, and whether it is to find out. Without being asked for it a drive is
 * probed that nobody knows, and that is one: a loop device or the like is as large as this computer says. Where only what
 * differs is written much is never read back, and what we know of a drive counts only where it is the card's own: the
 * serial of a USB reader may pass for a stick's, with another card in it.
 */
export async function capacityOf(
  { probe, onlyChanged }: Pick<FlashRequest, 'probe' | 'onlyChanged'>,
  drive: Drive,
  knownDrives: KnownDrivesPort,
): Promise<Capacity> {
  if (probe === 'always') return 'probe';
  const mayRely = !onlyChanged || drive.bus === 'sd';
  if (mayRely && (await knownDrives.isKnown(drive))) return 'known';
  return probe === 'new' && drive.kind === 'disk' ? 'probe' : 'unknown';
}

/**
 * Remembers the drives that have shown how large they are, and forgets those that have failed. That an image was read back
 * shows nothing of what lies behind its end, unless there is nothing.
 */
export async function noteCapacities(
  planned: readonly Planned[],
  ends: ReadonlyMap<string, FlashOutcome>,
  knownDrives: KnownDrivesPort,
): Promise<void> {
  for (const { name, target, drive } of planned) {
    const outcome = ends.get(name);
    if (target.kind !== 'drive' || !drive || !outcome) continue;
    if (outcome.kind === 'done') {
      const isFilled = outcome.verified === 'direct' && outcome.bytes === drive.bytes && outcome.skippedBytes === 0;
      if (target.capacity === 'probe' || isFilled) await knownDrives.remember(drive);
    } else if (outcome.kind === 'failed' && blamesDrive(outcome)) {
      await knownDrives.forget(drive);
    }
  }
}

/** Whether it may be the drive that changed what was written. A reader or an image that did says nothing of its size. */
function blamesDrive({ code, facts }: Extract<FlashOutcome, { kind: 'failed' }>): boolean {
  if (code === 'verify-mismatch') return facts.suspect !== 'reader' && facts.suspect !== 'image';
  return code === 'counterfeit';
}
