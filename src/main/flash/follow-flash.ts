import { toAppError, type AppError } from '../../core/errors/app-error.ts';
import type { FlashEvent, FlashResult } from '../../core/flash/events.ts';
import { flash } from '../../core/flash/job.ts';
import type { FlashPorts, FlashRequest } from '../../core/flash/request.ts';
import type { End } from '../../core/jobs/job.ts';
import type { StartableWriter } from '../../node/elevate/writer-port.ts';

export interface FlashToFollow {
  readonly request: FlashRequest;
  readonly ports: Omit<FlashPorts, 'writer'>;
  readonly writer: () => StartableWriter;
  /** Whether the writer has to be root. */
  readonly elevate: boolean;
  readonly controller: AbortController;
  /** Told of each event and of the end. A mistake of ours in it cancels the job. */
  readonly take: (event: FlashEvent | End<FlashResult>) => void;
}

/**
 * Runs core's flash job and reads its events to the last: one that nobody follows would write on. Resolves, when the writer is
 * gone, to what went wrong on our side; null for nothing. Never rejects.
 */
export async function followFlash(job: FlashToFollow): Promise<AppError | null> {
  const faults: AppError[] = [];
  try {
    await follow(job, faults);
  } catch (thrown) {
    faults.push(toAppError(thrown));
  }
  return faults[0] ?? null;
}

async function follow(job: FlashToFollow, faults: AppError[]): Promise<void> {
  const { request, ports, elevate, controller, take } = job;
  const writer = job.writer();
  try {
    writer.startAhead({ elevate });
    for await (const event of flash(request, { ...ports, writer }, controller.signal)) {
      try {
        take(event);
      } catch (thrown) {
        faults.push(toAppError(thrown));
        controller.abort();
      }
    }
  } finally {
    await writer.close();
  }
}
