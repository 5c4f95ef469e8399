import type { BuildProgress } from '../../core/nix/events.ts';
import type { Terminal } from '../terminal.ts';
import { buildFrame } from './build-frame.ts';
import { createRemarks } from './remarks.ts';
import type { BuildRenderer } from './renderer.ts';

/**
 * A build as counts and running derivations, drawn again and again in their place on stderr. Until `machines` of them have
 * answered, somebody may be asked something there, and nothing is drawn.
 */
export async function createLiveBuildRenderer(terminal: Terminal, machines: number): Promise<BuildRenderer> {
  let progress: BuildProgress | null = null;
  let awaited = machines;
  const remarkOn = createRemarks(terminal.errStyle);
  const end = await terminal.draw(() =>
    awaited > 0 ? '' : buildFrame(progress, terminal.errStyle, terminal.columns()),
  );
  return {
    show: (event) => {
      if (event.type === 'machine') awaited -= 1;
      if (event.type === 'progress') progress = event.progress;
      const remark = remarkOn(event);
      if (remark !== null) terminal.say(remark);
    },
    end,
  };
}
