import stringWidth from 'fast-string-width';
import { describeBytes } from '../../core/drives/display.ts';
import { shareDone, type FlashView, type TargetView } from '../../core/flash/progress.ts';
import { bar, type BarLooks } from '../render/bar.ts';
import { describeElapsed, describeRate, describeShare } from '../render/format.ts';
import { padded, truncate } from '../render/table.ts';
import { t } from '../words.ts';
import { GAP, NARROWEST_BAR, RATE_WIDTH, SHARE_WIDTH, type FlashLayout } from './flash-layout.ts';

/** One moment of a job, and how a bar looks. */
export interface Moment {
  readonly view: FlashView;
  readonly looks: BarLooks;
  /** Of the clock by which the view was made. */
  readonly nowMs: number;
}

/** How far the present phase is, as much as is known: a share; bytes, where nobody knows of how many; else its time. */
export function amountOf({ view, nowMs }: Moment, target: TargetView): string {
  const share = shareDone(view, target);
  if (share !== null) return describeShare(share);
  const { phase, bytes, sinceMs } = target;
  if (phase === 'writing' || phase === 'verifying') return describeBytes(bytes);
  return sinceMs === null ? '' : describeElapsed(nowMs - sinceMs);
}

/** Bar, share and rate; without a share the amount stands where the bar begins. */
export function progressOf(moment: Moment, target: TargetView, layout: FlashLayout): string {
  const rate = target.rate === null ? '' : describeRate(target.rate);
  const far = farOf(moment, target, layout.bar);
  const width = layout.bar > 0 ? layout.bar + GAP.length + SHARE_WIDTH : layout.share;
  return [padded(far, width), ...(layout.rate > 0 ? [rate.padStart(RATE_WIDTH)] : [])].join(GAP);
}

/** A stall in `room` characters, in as many words as fit: how far it is, and that the drive does not answer. */
export function stallOf(
  moment: Moment,
  target: TargetView,
  layout: FlashLayout,
  room: number,
): readonly [progress: string, words: string] {
  const ms = target.stalledMs;
  const [full, short] = [t('cli.flash.not-answered', { ms }), t('cli.flash.stalled', { ms })];
  const amount = amountOf(moment, target);
  // The rate of before says nothing now; the bar gives way as far as it must.
  const cells = Math.min(layout.bar, room - stringWidth(full) - 2 * GAP.length - SHARE_WIDTH);
  const far = farOf(moment, target, cells < NARROWEST_BAR ? 0 : cells);
  const choices = [
    [far, full],
    [amount, full],
    ['', full],
    [amount, short],
  ] as const;
  const fits = choices.map(([progress, words]) => [progress === '' ? '' : progress + GAP, words] as const);
  return fits.find((texts) => stringWidth(texts.join('')) <= room) ?? ['', truncate(short, room)];
}

function farOf(moment: Moment, target: TargetView, cells: number): string {
  const share = shareDone(moment.view, target);
  const amount = amountOf(moment, target);
  if (share === null) return amount;
  return [...(cells > 0 ? [bar(share, cells, moment.looks)] : []), amount.padStart(SHARE_WIDTH)].join(GAP);
}
