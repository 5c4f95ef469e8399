import { reduceFlash, shareDone, startFlashView, type TargetView } from '../../core/flash/progress.ts';
import { describeRate, describeShare } from '../render/format.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';
import type { FlashRenderer } from './renderer.ts';
import { fileWarnings, noteWords, seedLine } from './remarks.ts';

/** A log gets a line for each tenth of a phase, no more. */
const STEPS = 10;

/** Progress as few lines, for logs and pipes: each phase, and each tenth of the long ones. */
export function createPlainRenderer(terminal: Terminal, verify: boolean): FlashRenderer {
  let view = startFlashView(verify);
  const steps = new Map<string, number>();

  const step = (target: TargetView): void => {
    const share = shareDone(view, target);
    const now = share === null ? 0 : Math.floor(share * STEPS);
    if (share === null || target.phase === null || now <= (steps.get(target.target) ?? 0)) return;
    steps.set(target.target, now);
    const rate = target.rate === null ? '' : ` (${describeRate(target.rate)})`;
    terminal.say(`${target.target}: ${t(`phase.${target.phase}`)} ${describeShare(now / STEPS)}${rate}`);
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
        case 'source':
          view.targets.filter(({ phase, of }) => phase === 'writing' && of === null).forEach(step);
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
          if (view.targets.length > 1) terminal.say(`${event.target}: ${t(`cli.flash.${event.outcome.kind}`)}`);
          break;
        case 'image':
        case 'limit':
          break;
      }
    },
    end: () => undefined,
  };
}
