import { describeBytes } from '../../core/drives/display.ts';
import { rateOf, withSample, type Sample } from '../../core/jobs/rate.ts';
import { bar } from '../render/bar.ts';
import { describeRate, describeShare } from '../render/format.ts';
import type { Terminal } from '../terminal.ts';

const BAR_CELLS = 24;
/** `--json` tells how far it is this often, and a log of words each tenth. */
const TELL_MS = 500;
const STEPS = 10;

/**
 * Shows how an image is brought to where it was wanted: `words` say what, `work` gets what to call with the bytes done so far.
 * Resolves to what the work resolves to.
 */
export async function showCopy<Result>(
  terminal: Terminal,
  words: string,
  ofBytes: number,
  work: (onProgress: (bytes: number) => void) => Promise<Result>,
): Promise<Result> {
  let samples: readonly Sample[] = [];
  let toldMs = -Infinity;
  let step = 0;
  terminal.say(words);
  const end = terminal.live ? await terminal.draw(() => frame(terminal, samples, ofBytes)) : () => undefined;
  const onProgress = (bytes: number): void => {
    const atMs = performance.now();
    samples = withSample(samples, { atMs, bytes });
    if (atMs - toldMs >= TELL_MS || bytes === ofBytes) {
      terminal.emit({ type: 'build-copy', bytes, ofBytes });
      toldMs = atMs;
    }
    const now = Math.floor((bytes / Math.max(1, ofBytes)) * STEPS);
    if (terminal.live || terminal.json || now <= step) return;
    step = now;
    terminal.say(describeShare(now / STEPS));
  };
  try {
    return await work(onProgress);
  } finally {
    end();
  }
}

function frame({ barLooks, errStyle }: Terminal, samples: readonly Sample[], ofBytes: number): string {
  const bytes = samples.at(-1)?.bytes ?? 0;
  const share = ofBytes === 0 ? 1 : bytes / ofBytes;
  const rate = rateOf(samples);
  const parts = [
    bar(share, BAR_CELLS, barLooks),
    describeShare(share),
    `${describeBytes(bytes)} / ${describeBytes(ofBytes)}`,
    ...(rate === null ? [] : [errStyle.dim(describeRate(rate))]),
  ];
  return `  ${parts.join('  ')}`;
}
