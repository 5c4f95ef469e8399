import { judge } from '../../core/drives/judge.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { FlashRequest } from '../../core/flash/request.ts';
import type { DrivesPort } from '../../core/ports.ts';

/**
 * Checks the drives before there is an image: what no image changes need not wait for it. The job and the writer judge
 * once more, by what is there then. Throws AppError `refused`, `target-not-found`.
 */
export async function assertWritable(
  { targets, allowVirtual, allowFixed }: Pick<FlashRequest, 'targets' | 'allowVirtual' | 'allowFixed'>,
  drives: DrivesPort,
): Promise<void> {
  for (const { kind, path } of targets) {
    if (kind === 'file') continue;
    const drive = await drives.inspect(path);
    const [refusal] = judge(drive, null, { allowVirtual, allowFixed }).refusals;
    if (refusal) throw new AppError('refused', { ...refusal.facts, device: drive.device, reason: refusal.code });
  }
}
