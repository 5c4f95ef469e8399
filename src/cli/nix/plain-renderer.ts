import { sanitizeForDisplay } from '../../core/drives/display.ts';
import { shortName } from '../../core/nix/compiled.ts';
import type { Terminal } from '../terminal.ts';
import { summary } from './build-frame.ts';
import { createRemarks } from './remarks.ts';
import type { BuildRenderer } from './renderer.ts';

/** A build as few lines, for logs and pipes: what begins which phase, and the counts when one more is built. */
export function createPlainBuildRenderer(terminal: Terminal): BuildRenderer {
  let built = 0;
  const remarkOn = createRemarks(terminal.errStyle);
  return {
    show: (event) => {
      const remark = remarkOn(event);
      // Why it failed is told with --quiet, too.
      const tell = event.type === 'failed-log' ? terminal.complain : terminal.say;
      if (remark !== null) tell(remark);
      if (event.type === 'phase') terminal.say(`${shortName(event.derivation)}: ${sanitizeForDisplay(event.phase)}`);
      if (event.type !== 'progress' || event.progress.builds.done <= built) return;
      built = event.progress.builds.done;
      terminal.say(summary(event.progress));
    },
    end: () => undefined,
  };
}
