import stringWidth from 'fast-string-width';
import { remainingMs, type FlashView, type TargetView } from '../../core/flash/progress.ts';
import { sanitizeForDisplay } from '../../core/drives/display.ts';
import { describeRemaining } from '../render/format.ts';
import type { Style } from '../render/style.ts';
import { padded, truncate, truncateMiddle } from '../render/table.ts';
import { t } from '../words.ts';
import { endWords } from './end-words.ts';
import { flashLayout, GAP, type FlashLayout } from './flash-layout.ts';
import { amountOf, progressOf, stallOf, type Moment } from './progress-columns.ts';

/** `a few seconds left`: room is kept for it before there is a time, so that nothing jumps. */
const TIME_WIDTH = 18;

/** What a terminal shows of a running job: one line for each target that has begun, never wider than the terminal. */
export function flashFrame(moment: Moment, style: Style, columns: number): string {
  const { view } = moment;
  const begun = view.targets.filter(({ phase, outcome }) => phase !== null || outcome !== null);
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => stringWidth(text)));
  const longest = {
    name: widest(begun.map(nameOf)),
    phase: widest(begun.map(phaseWord)),
    amount: widest(begun.map((target) => amountOf(moment, target))),
    time: Math.max(TIME_WIDTH, widest(begun.map((target) => timeLeft(view, target)))),
  };
  const layout = flashLayout(longest, columns);
  return begun
    .map((target) => {
      const texts = lineOf(moment, target, layout, columns);
      // In a window of a few letters even the shortest line is cut; it has no styles then.
      if (stringWidth(texts.join('').trimEnd()) > columns) return truncate(texts.join(''), columns);
      return styled(texts, target, style).trimEnd();
    })
    .join('\n');
}

/** A line as three texts, which differ in style: the name; how far it is; the last, a remark or the end. */
type Line = readonly [name: string, progress: string, last: string];

function lineOf(moment: Moment, target: TargetView, layout: FlashLayout, columns: number): Line {
  const { view } = moment;
  const name = padded(truncateMiddle(nameOf(target), layout.name), layout.name) + GAP;
  if (target.outcome) {
    const words = endWords(target, view.targets.length);
    return [name, '', stringWidth(name + words) <= columns ? words : phaseWord(target)];
  }
  const phase = padded(phaseWord(target), layout.phase) + GAP;
  if (target.stalledMs !== null) {
    const [progress, words] = stallOf(moment, target, layout, columns - stringWidth(name + phase));
    return [name, phase + progress, words];
  }
  const progress = phase + progressOf(moment, target, layout);
  return layout.time > 0 ? [name, progress + GAP, timeLeft(view, target)] : [name, progress, ''];
}

function styled([name, progress, last]: Line, { outcome, stalledMs }: TargetView, style: Style): string {
  const paint = outcome ? endStyle(outcome.kind, style) : stalledMs === null ? style.dim : style.careful;
  return name + progress + (last === '' ? '' : paint(last));
}

function nameOf({ target }: TargetView): string {
  return sanitizeForDisplay(target);
}

function phaseWord({ outcome, phase }: TargetView): string {
  if (outcome) return t(`cli.flash.${outcome.kind}`);
  return phase === null ? '' : t(`phase.${phase}`);
}

function timeLeft(view: FlashView, target: TargetView): string {
  const left = target.outcome ? null : remainingMs(view, target);
  return left === null ? '' : describeRemaining(left);
}

function endStyle(kind: 'done' | 'failed' | 'cancelled', style: Style): (text: string) => string {
  switch (kind) {
    case 'done':
      return style.good;
    case 'failed':
      return style.bad;
    case 'cancelled':
      return style.careful;
  }
}
