import { reduceFlash, startFlashView } from '../../core/flash/progress.ts';
import type { Terminal } from '../terminal.ts';
import { flashFrame } from './flash-frame.ts';
import { fileWarnings, noteWords, seedLine } from './remarks.ts';
import type { FlashRenderer } from './renderer.ts';

/** Progress as one line a target, drawn again and again in its place on stderr. */
export async function createLiveRenderer(terminal: Terminal, verify: boolean): Promise<FlashRenderer> {
  let view = startFlashView(verify);
  const end = await terminal.draw(() => {
    const moment = { view, looks: terminal.barLooks, nowMs: performance.now() };
    return flashFrame(moment, terminal.errStyle, terminal.columns());
  });
  return {
    show: (event) => {
      view = reduceFlash(view, event, performance.now());
      if (event.type === 'target') for (const line of fileWarnings(event)) terminal.say(line);
      if (event.type === 'seed') terminal.say(seedLine(event));
      if (event.type === 'note') terminal.say(`${event.target}: ${noteWords(event.code, event.facts)}`);
    },
    end,
  };
}
