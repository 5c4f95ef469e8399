import { AppError } from '../../core/errors.ts';
import type { End } from '../../core/jobs/job.ts';
import type { BuildEvent } from '../../core/nix/events.ts';
import type { Context } from '../run.ts';
import { createBuildRenderer } from './renderer.ts';

/**
 * Shows a build to its end, without the events of the types in `untold` (`--json` has all of them), and gives its result.
 * Throws the AppError that it ended with, or `cancelled`.
 */
export async function showBuild<Result>(
  { terminal }: Context,
  events: AsyncIterable<BuildEvent | End<Result>>,
  untold: readonly BuildEvent['type'][] = [],
): Promise<Result> {
  const renderer = await createBuildRenderer(terminal);
  try {
    for await (const event of events) {
      switch (event.type) {
        case 'done':
          return event.result;
        case 'failed':
          throw event.error;
        case 'cancelled':
          throw new AppError('cancelled');
        default:
          if (terminal.json || !untold.includes(event.type)) renderer.show(event);
      }
    }
  } finally {
    renderer.end();
  }
  throw new AppError('unexpected', { detail: 'the build ended without an end' });
}
