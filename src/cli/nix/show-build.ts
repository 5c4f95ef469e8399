import { followJob } from '../../core/jobs/follow-job.ts';
import type { End } from '../../core/jobs/job.ts';
import type { BuildEvent } from '../../core/nix/events.ts';
import type { Context } from '../run.ts';
import { createBuildRenderer } from './renderer.ts';

export interface BuildShowing {
  /** Events of these types are told by `--json` alone. */
  readonly untold?: readonly BuildEvent['type'][];
  /** Machines that are looked at first, which may end in a question: nothing is drawn meanwhile. */
  readonly machines?: number;
}

/** Shows a build to its end, and gives its result. Throws the AppError that it ended with, or `cancelled`. */
export async function showBuild<Result>(
  { terminal }: Context,
  events: AsyncIterable<BuildEvent | End<Result>>,
  { untold = [], machines = 0 }: BuildShowing = {},
): Promise<Result> {
  const renderer = await createBuildRenderer(terminal, machines);
  try {
    return await followJob<BuildEvent, Result>(events, (event) => {
      if (terminal.json || !untold.includes(event.type)) renderer.show(event);
    });
  } finally {
    renderer.end();
  }
}
