import type { BuildView } from '../contract/window/build.ts';
import type { FlashTarget, FlashTopic, RateSample, WindowOutcome } from '../contract/window/flash.ts';
import type { Preferences } from '../contract/window/preferences.ts';
import { kernelName, type Drive } from '../core/drives/drive.ts';
import type { Facts } from '../core/errors/app-error.ts';
import type { ErrorCode } from '../core/errors/causes.ts';
import { harmlessFacts } from '../core/errors/harmless.ts';
import { NIX_CAUSES } from '../core/nix/causes.ts';

export interface NotedError {
  /** ISO 8601. */
  readonly at: string;
  /** What the page had asked for. */
  readonly call: string;
  readonly code: ErrorCode;
  readonly facts: Facts;
}

export interface Diagnosed {
  readonly versions: readonly string[];
  readonly preferences: Pick<Preferences, 'language' | 'textPercent' | 'theme'> | null;
  /** The last jobs, as the page sees them. */
  readonly flash: FlashTopic | null;
  readonly build: BuildView | null;
  /** Those that are there now. */
  readonly drives: readonly Pick<Drive, 'device' | 'serial' | 'logicalBlockBytes'>[];
  readonly errors: readonly NotedError[];
}

/** Enough to tell two cards of a report apart, too little to find one again. */
const SERIAL_CHARS = 4;

/**
 * The text of a report, in English: it is for those who mend Nixberry. No path, no name of a host, a network or an image, no
 * words of other programs, no whole serial number; of errors the code and what `harmlessFacts` lets through.
 */
export function diagnosisText({ versions, preferences, flash, build, drives, errors }: Diagnosed): string {
  return [
    ...versions,
    ...(preferences
      ? [`window: ${preferences.language}, ${preferences.theme}, text ${preferences.textPercent} %`]
      : []),
    ...(flash ? flashLines(flash, drives) : ['nothing was written']),
    ...(build ? buildLines(build) : ['nothing was built']),
    ...(errors.length === 0 ? ['no errors'] : ['errors:']),
    ...errors.map(({ at, call, code, facts }) => `  ${at} ${call} ${errorText(code, facts)}`),
  ].join('\n');
}

function flashLines({ state, elapsedMs, image, targets, error }: FlashTopic, drives: Diagnosed['drives']): string[] {
  const size = image.bytes === null ? 'of unknown size' : `of ${image.bytes} bytes`;
  return [
    `write: ${state} after ${ms(elapsedMs)}, image ${size}${error ? `, ${errorText(error.code, error.facts)}` : ''}`,
    ...targets.flatMap((target) => targetLines(target, drives)),
  ];
}

function targetLines(target: FlashTarget, drives: Diagnosed['drives']): string[] {
  const { phases, samples, limitedBy, stalledMs, outcome } = target;
  return [
    `  ${driveText(target, drives)}`,
    ...phases
      .filter(({ state }) => state !== 'waiting')
      .map((one) => {
        const bytes = one.bytes > 0 ? `, ${one.bytes} bytes` : '';
        return `    ${one.phase}: ${one.state}, ${ms(one.ms)}${bytes}${ratesText(samples, one.phase)}`;
      }),
    ...(limitedBy === null ? [] : [`    limited by: ${limitedBy}`]),
    ...(stalledMs === null ? [] : [`    no answer for ${ms(stalledMs)}`]),
    ...(outcome === null ? [] : [`    ended: ${outcomeText(outcome)}`]),
  ];
}

function driveText({ drive }: FlashTarget, drives: Diagnosed['drives']): string {
  if (drive === null) return 'virtual card';
  const { name, bytes, bus, kind, serial, removable } = drive;
  const listed = drives.find((one) => kernelName(one.device) === drive.kernelName && one.serial === serial);
  return [
    `"${name}"`,
    `${bytes} bytes`,
    `${kind} on ${bus}`,
    removable ? 'removable' : 'fixed',
    listed ? `sectors of ${listed.logicalBlockBytes} bytes` : 'not there any more',
    serial === null ? 'no serial' : `serial …${serial.slice(-SERIAL_CHARS)}`,
  ].join(', ');
}

/** The slowest, the middle and the fastest second of a phase, in bytes a second. */
function ratesText(samples: readonly RateSample[], phase: RateSample['phase']): string {
  const rates = samples
    .filter((sample) => sample.phase === phase)
    .map(({ rate }) => rate)
    .sort((a, b) => a - b);
  const [least] = rates;
  const median = rates[Math.floor(rates.length / 2)];
  const most = rates.at(-1);
  if (least === undefined || median === undefined || most === undefined) return '';
  return `, min/median/max ${[least, median, most].map((rate) => (rate / 1e6).toFixed(1)).join('/')} MB/s`;
}

function outcomeText(outcome: WindowOutcome): string {
  switch (outcome.kind) {
    case 'done':
      return `done, verified ${outcome.verified}, ${outcome.writtenBytes} bytes written`;
    case 'failed':
      return `${errorText(outcome.code, outcome.facts)}, card ${outcome.state}`;
    case 'cancelled':
      return `cancelled, card ${outcome.state}`;
  }
}

function buildLines({ state, place, system, how, phases, builds, downloads, error }: BuildView): string[] {
  const where = place === 'here' ? 'here' : 'elsewhere';
  return [
    `build: ${state} ${where}, ${how ?? 'no way chosen'}${system === null ? '' : ` for ${system}`}`,
    ...phases.map(({ phase, state: now, startedAt, endedAt }) =>
      startedAt === null || endedAt === null ? `  ${phase}: ${now}` : `  ${phase}: ${now}, ${ms(endedAt - startedAt)}`,
    ),
    `  ${builds.done} of ${builds.expected} built, ${downloads.bytes} of ${downloads.expectedBytes} bytes downloaded`,
    ...(error ? [`  ended: ${errorText(error.code, error.facts)}`] : []),
  ];
}

function errorText(code: ErrorCode, facts: Facts): string {
  const cause = NIX_CAUSES.find((one) => one === facts.cause);
  const told: Facts = { ...(cause && { cause }), ...harmlessFacts(code, facts) };
  const listed = Object.entries(told).map(([name, value]) => `${name}=${String(value)}`);
  return listed.length === 0 ? code : `${code} (${listed.join(', ')})`;
}

function ms(duration: number): string {
  return `${Math.round(duration)} ms`;
}
