import stringWidth from 'fast-string-width';
import { remainingMs, shareDone, type FlashView, type TargetView } from '../../core/flash/progress.ts';
import { sanitizeForDisplay } from '../../core/drives/display.ts';
import { bar, type BarLooks } from '../render/bar.ts';
import { describeRate, describeRemaining, describeShare } from '../render/format.ts';
import type { Style } from '../render/style.ts';
import { truncate, truncateMiddle } from '../render/table.ts';
import { t } from '../words.ts';
import { flashLayout, GAP, RATE_WIDTH, SHARE_WIDTH, type FlashLayout } from './flash-layout.ts';

/** `a few seconds left`: room is kept for it before there is a time, so that nothing jumps. */
const TIME_WIDTH = 18;

/** What a terminal shows of a running job: one line for each target that has begun, never wider than the terminal. */
export function flashFrame(view: FlashView, style: Style, looks: BarLooks, columns: number): string {
  const begun = view.targets.filter(({ phase, outcome }) => phase !== null || outcome !== null);
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => stringWidth(text)));
  const longest = {
    name: widest(begun.map(nameOf)),
    phase: widest(begun.map(phaseWord)),
    time: Math.max(TIME_WIDTH, widest(begun.map((target) => remark(view, target)))),
  };
  const layout = flashLayout(longest, columns);
  return begun
    .map((target) => {
      const texts = lineOf(view, target, layout, looks);
      // In a window of a few letters even the shortest line is cut; it has no styles then.
      if (stringWidth(texts.join('').trimEnd()) > columns) return truncate(texts.join(''), columns);
      return styled(texts, target, style).trimEnd();
    })
    .join('\n');
}

/** A line as three texts, which differ in style: the name; how far it is; the last, a remark or the end. */
type Line = readonly [name: string, progress: string, last: string];

function lineOf(view: FlashView, target: TargetView, layout: FlashLayout, looks: BarLooks): Line {
  const name = padded(truncateMiddle(nameOf(target), layout.name), layout.name) + GAP;
  const word = phaseWord(target);
  if (target.outcome) return [name, '', word];
  const phase = padded(word, layout.phase) + GAP;
  const words = remark(view, target);
  if (layout.time > 0) return [name, phase + progressOf(view, target, layout, looks) + GAP, words];
  // Without a column of its own, that a drive does not answer takes the place of how far it is.
  if (target.stalledMs !== null) return [name, phase, truncate(words, widthOf(layout))];
  return [name, phase + progressOf(view, target, layout, looks), ''];
}

function progressOf(view: FlashView, target: TargetView, layout: FlashLayout, looks: BarLooks): string {
  const share = shareDone(view, target);
  const rate = target.rate === null ? '' : describeRate(target.rate);
  return [
    ...(layout.bar > 0 ? [bar(share, layout.bar, looks)] : []),
    (share === null ? '' : describeShare(share)).padStart(SHARE_WIDTH),
    ...(layout.rate > 0 ? [rate.padStart(RATE_WIDTH)] : []),
  ].join(GAP);
}

/** What bar, share and rate take together. */
function widthOf({ bar: cells, share, rate }: FlashLayout): number {
  return [cells, rate].reduce((sum, width) => (width > 0 ? sum + GAP.length + width : sum), share);
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

function remark(view: FlashView, target: TargetView): string {
  if (target.outcome) return '';
  if (target.stalledMs !== null) return t('cli.flash.stalled', { ms: target.stalledMs });
  const left = remainingMs(view, target);
  return left === null ? '' : describeRemaining(left);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
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
