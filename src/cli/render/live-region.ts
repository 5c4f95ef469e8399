import { createLogUpdate } from 'log-update';

const REDRAW_MS = 100;

export interface LiveRegion {
  /** Prints a line above the region, where it stays. */
  readonly keep: (text: string) => void;
  /** Takes the region away. */
  readonly end: () => void;
}

/** The last lines of stderr, drawn again and again with what `frame` gives; an empty frame draws nothing. */
export function createLiveRegion(frame: () => string): LiveRegion {
  const region = createLogUpdate(process.stderr);
  const draw = (): void => {
    const text = frame();
    if (text !== '') region(text);
  };
  const timer = setInterval(draw, REDRAW_MS);
  let ended = false;
  return {
    keep: (text) => {
      region.clear();
      process.stderr.write(`${text}\n`);
      draw();
    },
    end: () => {
      if (ended) return;
      ended = true;
      clearInterval(timer);
      region.clear();
      region.done();
    },
  };
}
