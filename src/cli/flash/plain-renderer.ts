import { describeBytes } from '../../core/drives/display.ts';
import { reduceFlash, shareDone, startFlashView, type TargetView } from '../../core/flash/progress.ts';
import { describeRate, describeShare } from '../render/format.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';
import { endWords } from './end-words.ts';
import type { FlashRenderer } from './renderer.ts';
import { fileWarnings, noteWords, seedLine } from './remarks.ts';

/** A log gets a line for each tenth of a phase, no more. */
const STEPS = 10;
/** Where nobody knows how long the phase is: for so many bytes. */
const STEP_BYTES = 1e9;

/** Progress as few lines, for logs and pipes: each phase, and each tenth of the long ones, or each gigabyte. */
export function createPlainRenderer(terminal: Terminal, verify: boolean): FlashRenderer {
  let view = startFlashView(verify);
  const steps = new Map<string, number>();

  const step = (target: TargetView): void => {
    const share = shareDone(view, target);
    const now = Math.floor(share === null ? target.bytes / STEP_BYTES : share * STEPS);
    if (target.phase === null || now <= (steps.get(target.target) ?? 0)) return;
    steps.set(target.target, now);
    const far = share === null ? describeBytes(now * STEP_BYTES) : describeShare(now / STEPS);
    const rate = target.rate === null ? '' : ` (${describeRate(target.rate)})`;
    terminal.say(`${target.target}: ${t(`phase.${target.phase}`)} ${far}${rate}`);
  };

  const tellEnd = (target: TargetView): void => {
    terminal.say(`${target.target}: ${endWords(target, view.targets.length)}`);
  };

  return {
    show: (event) => {
      view = reduceFlash(view, event, performance.now());
      switch (event.type) {
        case 'phase':
          steps.set(event.target, 0);
          terminal.say(`${event.target}: ${t(`phase.${event.phase}`)}`);
          break;
        case 'progress':
          view.targets.filter(({ target }) => target === event.target).forEach(step);
          break;
        case 'stalled':
          terminal.complain(`${event.target}: ${t('cli.flash.not-answered', { ms: event.ms })}`);
          break;
        case 'note':
          terminal.say(`${event.target}: ${noteWords(event.code, event.facts)}`);
          break;
        case 'target':
          for (const line of fileWarnings(event)) terminal.say(line);
          break;
        case 'seed':
          terminal.say(seedLine(event));
          break;
        case 'target-end':
          // Of one alone the report says it at once.
          if (view.targets.length > 1) view.targets.filter(({ target }) => target === event.target).forEach(tellEnd);
          break;
        case 'source':
        case 'image':
        case 'limit':
          break;
      }
    },
    end: () => undefined,
  };
}
