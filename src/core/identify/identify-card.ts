import { judge } from '../drives/judge.ts';
import { AppError } from '../errors/app-error.ts';
import { SessionOver } from '../flash/ask-writer.ts';
import { driveReader } from '../flash/card-reader.ts';
import type { DriveTarget } from '../flash/protocol-target.ts';
import type { FlashPorts } from '../flash/request.ts';
import type { CancelSignal } from '../ports.ts';
import type { CardIdentity } from './card-identity.ts';
import { identify } from './identify.ts';

export type IdentifyTarget =
  | {
      readonly kind: 'drive';
      readonly path: string;
      readonly allowVirtual: boolean;
      /** With root's rights, for which the person may be asked; false for a drive that we may read as we are. */
      readonly elevate: boolean;
    }
  | { readonly kind: 'file'; readonly path: string };

export type IdentifyPorts = Pick<FlashPorts, 'drives' | 'writer' | 'cardFiles'>;

/**
 * Looks at a card: a drive through the writer, which reads only what it would also write, but for a lock that is on; a
 * virtual card by itself. Throws AppError: `refused`, `target-not-found`, `not-authorised`, `cancelled`, and why it could not be read.
 */
export async function identifyCard(
  target: IdentifyTarget,
  ports: IdentifyPorts,
  signal: CancelSignal,
): Promise<CardIdentity> {
  switch (target.kind) {
    case 'drive':
      return identifyDrive(target, ports, signal);
    case 'file': {
      const file = await ports.cardFiles.open(target.path);
      try {
        return await identify(file, file.bytes);
      } finally {
        await file.close();
      }
    }
  }
}

async function identifyDrive(
  { path, allowVirtual, elevate }: Extract<IdentifyTarget, { kind: 'drive' }>,
  { drives, writer }: IdentifyPorts,
  signal: CancelSignal,
): Promise<CardIdentity> {
  const target = await judged(path, allowVirtual, drives);
  const session = await writer.start({ elevate, signal });
  try {
    const events = session.events[Symbol.asyncIterator]();
    return await identify(driveReader({ session, events, signal }, target), target.bytes);
  } catch (thrown) {
    throw thrown instanceof SessionOver ? thrown.why : thrown;
  } finally {
    session.close();
    await session.exited;
  }
}

/** Asked here already, so that nobody types a password for a drive that is refused then. */
async function judged(path: string, allowVirtual: boolean, drives: IdentifyPorts['drives']): Promise<DriveTarget> {
  const drive = await drives.inspect(path);
  const permissions = { allowVirtual, allowFixed: false };
  const [refusal] = judge(drive, null, { ...permissions, access: 'read' }).refusals;
  if (refusal) throw new AppError('refused', { ...refusal.facts, device: drive.device, reason: refusal.code });
  const { device, bytes, serial, diskseq } = drive;
  return { kind: 'drive', path: device, bytes, serial, diskseq, ...permissions, capacity: 'unknown', overlays: [] };
}
