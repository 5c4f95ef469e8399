import { createLogUpdate } from 'log-update';

const REDRAW_MS = 100;

export interface LiveRegion {
  /** Prints a line above the region, where it stays. */
  readonly keep: (text: string) => void;
  /** Takes the region away until the function that comes back is called: a question stands on the last line. */
  readonly pause: () => () => void;
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
  let timer = setInterval(draw, REDRAW_MS);
  let ended = false;
  let paused = false;
  const hide = (): void => {
    clearInterval(timer);
    region.clear();
    region.done();
  };
  return {
    keep: (text) => {
      if (!paused) region.clear();
      process.stderr.write(`${text}\n`);
      if (!paused) draw();
    },
    pause: () => {
      if (ended || paused) return () => undefined;
      paused = true;
      hide();
      return () => {
        paused = false;
        if (!ended) timer = setInterval(draw, REDRAW_MS);
      };
    },
    end: () => {
      if (ended) return;
      ended = true;
      if (!paused) hide();
    },
  };
}
