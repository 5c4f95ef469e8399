import type { End } from '../../../src/core/jobs/job.ts';
import type { BuildEvent } from '../../../src/core/nix/events.ts';
import type { CancelSignal } from '../../../src/core/ports.ts';
import type { BuildJob, Built } from '../../../src/main/builds/built.ts';

export const drv = (name: string): string => `/nix/store/${'a'.repeat(32)}-${name}.drv`;

const BUILT: Built = {
  kind: 'built',
  name: 'greenhouse.img.zst',
  host: 'greenhouse',
  image: { elsewhere: null, path: '/nowhere.img', bytes: 5, images: { open: () => Promise.reject(new Error('none')) } },
  kept: null,
};

export const DONE: End<Built> = { type: 'done', result: BUILT };

export interface ScriptedBuild {
  readonly job: BuildJob;
  /** What happens next. */
  readonly tell: (...events: readonly (BuildEvent | End<Built>)[]) => void;
  readonly isCancelled: () => boolean;
}

/** A build that does what the test says. Cancelled, it ends as a real one does. */
export function scriptedBuild(estimateMs: number | null = null): ScriptedBuild {
  const queue: (BuildEvent | End<Built>)[] = [];
  let wake = (): void => undefined;
  let cancelled = false;
  async function* run(_workDir: string, signal: CancelSignal): AsyncGenerator<BuildEvent | End<Built>> {
    signal.addEventListener(
      'abort',
      () => {
        cancelled = true;
        queue.push({ type: 'cancelled' });
        wake();
      },
      { once: true },
    );
    for (;;) {
      const event = queue.shift();
      if (event) yield event;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    job: { estimate: () => Promise.resolve(estimateMs), run },
    tell: (...events) => {
      queue.push(...events);
      wake();
    },
    isCancelled: () => cancelled,
  };
}
