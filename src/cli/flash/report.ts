import { describeBytes } from '../../core/drives/display.ts';
import type { CardState } from '../../core/flash/protocol-events.ts';
import type { FlashOutcome } from '../../core/flash/events.ts';
import { errorWords } from '../error-words.ts';
import { averageRate, describeMs, grouped } from '../render/format.ts';
import type { Style } from '../render/style.ts';
import { isVirtualCard } from '../../core/drives/virtual-card.ts';
import { table } from '../render/table.ts';
import { t } from '../words.ts';
import type { EndedTarget, EndOrder } from './ended-targets.ts';

type Done = Extract<FlashOutcome, { kind: 'done' }>;

/** What was done to a target that ended well, for people; as which of several, with `order`. */
export function doneReport(
  target: string,
  outcome: Done,
  style: Style,
  columns: number,
  order: EndOrder | null = null,
): string {
  const verified = outcome.verified !== 'no';
  const heading = t(verified ? 'cli.report.verified' : 'cli.report.written', { device: target });
  const rows = [
    [t('cli.report.size'), exactSize(outcome.bytes)],
    ['SHA-256', hashWords(outcome)],
    [t('cli.report.writing'), writing(outcome)],
    ...(outcome.skippedBytes > 0 ? [[t('cli.report.skipped'), skippedWords(target, outcome)]] : []),
    [t('cli.report.verifying'), verification(outcome)],
    ...(outcome.rewritten === null
      ? []
      : [[t('cli.report.rewritten'), t('cli.report.rewritten-at', { offset: outcome.rewritten })]]),
    ...(outcome.seed === null ? [] : [[t('cli.report.seed'), t('cli.report.seed-there', { id: outcome.seed })]]),
    ...(order === null ? [] : [[t('cli.report.finished'), finishedWords(order)]]),
    ...(outcome.ejected ? [[t('cli.report.ejected'), t('cli.report.take-out')]] : []),
  ];
  return [
    style.good(heading),
    table(
      rows.map(([name = '', words = '']) => ['', style.dim(name), words]),
      columns,
    ),
  ].join('\n');
}

/** One word in place of all that, for `--quiet`. */
export function doneLine(target: string, outcome: Done): string {
  return t(outcome.verified === 'no' ? 'cli.report.written' : 'cli.report.verified', { device: target });
}

/** The targets that failed, those that failed for the same reason together: what happened, their state, what to do. */
export function failureReports(ends: readonly EndedTarget[], style: Style): readonly string[] {
  const groups = new Map<
    string,
    { readonly words: readonly string[]; readonly states: string[]; readonly next: string }
  >();
  for (const { target, outcome, order } of ends) {
    if (outcome.kind !== 'failed') continue;
    const { message, next } = errorWords(outcome.code, outcome.facts);
    const key = `${outcome.code} ${message}`;
    const group = groups.get(key) ?? { words: [`${style.bad(t('cli.error'))} ${message}`], states: [], next };
    // That nothing was written is what a refusal says already.
    if (outcome.code !== 'refused' || outcome.state !== 'untouched')
      group.states.push(failedLine(target, outcome.state, order));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ words, states, next }) => [...words, ...states, next].join('\n'));
}

/** What is on a target that was not finished. */
export function stateLine(target: string, state: CardState): string {
  // A virtual card may have been made by this very run: then nothing was on it that could be gone.
  const key = state === 'unbootable' && isVirtualCard(target) ? 'state.unbootable-file' : (`state.${state}` as const);
  return `${t('cli.target', { target })} ${t(key)}`;
}

function failedLine(target: string, state: CardState, order: EndOrder | null): string {
  const line = stateLine(target, state);
  const ms = order?.afterMs ?? null;
  return ms === null ? line : t('cli.report.failed-after', { state: line, ms });
}

function finishedWords({ place, count, afterMs: ms }: EndOrder): string {
  return t('cli.report.finished-as', { place, count, ms });
}

function exactSize(count: number): string {
  if (count < 1000) return t('cli.report.bytes', { count });
  return t('cli.report.exact-bytes', { size: describeBytes(count), grouped: grouped(count) });
}

/** How fast the drive was shows only where all that was sent was written. */
function writing({ bytes, skippedBytes, writtenBytes, ms }: Done): string {
  const time = ms.writing + ms.flushing;
  const sentBytes = bytes - skippedBytes;
  if (writtenBytes >= sentBytes) return timed(writtenBytes, time);
  const [written, size] = [describeBytes(writtenBytes), describeBytes(sentBytes)];
  return t('cli.report.part-written', { time: describeMs(time), written, size });
}

function hashWords({ sha256, skippedBytes }: Done): string {
  return skippedBytes > 0 ? t('cli.report.sha256-written', { sha256 }) : sha256;
}

/** A virtual card is emptied first: there the holes are zeros. */
function skippedWords(target: string, { skippedBytes }: Done): string {
  const key = isVirtualCard(target) ? 'cli.report.skipped-zeros' : 'cli.report.skipped-there';
  return t(key, { size: describeBytes(skippedBytes) });
}

function verification({ verified, bytes, skippedBytes, ms }: Done): string {
  switch (verified) {
    case 'no':
      return t('verified.no');
    case 'compared':
      return `${describeMs(ms.verifying)}, ${t('verified.compared')}`;
    case 'direct':
    case 'cached':
      return `${timed(bytes - skippedBytes, ms.verifying)}, ${t(`verified.${verified}`)}`;
  }
}

function timed(bytes: number, ms: number): string {
  const rate = averageRate(bytes, ms);
  return rate === null ? describeMs(ms) : `${describeMs(ms)}, ${rate}`;
}
