import type { Drive } from '../drives/drive.ts';
import { imageWarnings, judge, type JudgedImage, type Warning } from '../drives/judge.ts';
import { AppError, toAppError } from '../errors/app-error.ts';
import { startsLikeDisk } from '../images/disk-start.ts';
import { tableSectorBytes } from '../images/partition-table.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import { capacityOf } from './capacity.ts';
import type { Laid } from './lay.ts';
import type { CardState } from './protocol-events.ts';
import type { Overlay, WriterTarget } from './protocol-target.ts';
import type { ConfirmQuestion, FlashRun, FlashTargetRequest } from './request.ts';

/** A target that may be written: as the person named it, and as the writer is told. */
export interface Planned {
  readonly name: string;
  readonly target: WriterTarget;
  /** As it was looked at; null for a virtual card. */
  readonly drive: Drive | null;
  /** What is laid over the image for it, to be read back; null for nothing. */
  readonly laid: Laid | null;
  /** What an earlier pass left on it, when it was set aside. */
  readonly earlierState: CardState;
}

/**
 * Looks at each target and judges it, then asks the person about all of them. A target that is refused ends here and the others go on; a "no"
 * is AppError `cancelled` for the whole job.
 */
export async function planTargets(run: FlashRun): Promise<readonly Planned[]> {
  const { bytes, onDisks, head } = run.source;
  const image = {
    bytes,
    onDisks,
    tableSectorBytes: tableSectorBytes(head),
    startsLikeDisk: startsLikeDisk(head),
  };
  const planned: Planned[] = [];
  const questions: ConfirmQuestion[] = [];
  // All drives at once: each look takes some programs of the system.
  const wanted = run.request.targets.map((target) =>
    target.kind === 'drive' ? { ...target, look: lookAt(target, run) } : target,
  );
  for (const target of wanted) {
    try {
      planned.push(
        target.kind === 'file'
          ? await planFile(run, target, imageWarnings(image), questions)
          : await planDrive(run, target, image, { planned, questions }),
      );
    } catch (thrown) {
      const { code, facts } = toAppError(thrown);
      if (code === 'cancelled') throw thrown;
      run.endTarget(target.path, { kind: 'failed', code, facts, state: 'untouched' });
    }
  }
  // Else the question would be put, and nobody be left to answer it.
  throwIfCancelled(run.signal);
  if (questions.length > 0 && !(await run.request.confirm(questions))) throw new AppError('cancelled');
  return planned;
}

type DriveRequest = Extract<FlashTargetRequest, { kind: 'drive' }>;

/** Heard of when it is that drive's turn: until then a failure must not count as unhandled. */
function lookAt({ path }: DriveRequest, { ports }: FlashRun): Promise<Drive> {
  const look = ports.drives.inspect(path);
  look.catch(() => undefined);
  return look;
}

async function planFile(
  { laid: laidTargets, source, emit }: FlashRun,
  target: Extract<FlashTargetRequest, { kind: 'file' }>,
  warnings: readonly Warning[],
  questions: ConfirmQuestion[],
): Promise<Planned> {
  const { path, cardBytes, exists } = target;
  // The first thing that becomes of an old card is that it is emptied.
  if (await source.isAt(path)) throw new AppError('refused', { device: path, reason: 'is-image' });
  emit({ type: 'target', target: path, drive: null, warnings });
  if (exists) questions.push({ target: path, drive: null, warnings, typedName: false });
  const laid = laidTargets.get(path) ?? null;
  return {
    name: path,
    target: { kind: 'file', path, cardBytes, overwrite: exists, overlays: overlaysOf(laid) },
    drive: null,
    laid,
    earlierState: 'untouched',
  };
}

async function planDrive(
  { request, ports, laid: laidTargets, emit }: FlashRun,
  target: DriveRequest & { readonly look: Promise<Drive> },
  image: JudgedImage,
  { planned, questions }: { readonly planned: readonly Planned[]; readonly questions: ConfirmQuestion[] },
): Promise<Planned> {
  const drive = await target.look;
  // The same drive by another of its names, as /dev/disk/by-id gives it.
  if (planned.some((other) => other.target.path === drive.device))
    throw new AppError('target-twice', { device: drive.device });
  const { refusals, warnings, typedName } = judge(drive, image, request);
  const [refusal] = refusals;
  if (refusal) throw new AppError('refused', { ...refusal.facts, device: drive.device, reason: refusal.code });
  emit({ type: 'target', target: target.path, drive, warnings });
  questions.push({ target: target.path, drive, warnings, typedName });
  const { device: path, bytes, serial, diskseq } = drive;
  const { allowVirtual, allowFixed } = request;
  const laid = laidTargets.get(target.path) ?? null;
  const capacity = await capacityOf(request, drive, ports.knownDrives);
  const overlays = overlaysOf(laid);
  return {
    name: target.path,
    target: { kind: 'drive', path, bytes, serial, diskseq, allowVirtual, allowFixed, capacity, overlays },
    drive,
    laid,
    earlierState: 'untouched',
  };
}

function overlaysOf(laid: Laid | null): Overlay[] {
  return laid ? [...laid.overlays] : [];
}
