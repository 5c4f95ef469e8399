import type { Facts } from '../errors/app-error.ts';
import type { ErrorCode } from '../errors/causes.ts';
import { harmlessFacts } from '../errors/harmless.ts';
import { NIX_CAUSES } from '../nix/causes.ts';
import type { Diagnosed, DiagnosedBuild, DiagnosedFlash, DiagnosedOutcome, DiagnosedTarget } from './diagnosed.ts';

/** Enough to tell two cards of a report apart, too little to find one again. */
const SERIAL_CHARS = 4;
/** Of a shorter one nothing is told: the rest could be guessed. */
const SERIAL_CHARS_LEAST = 8;

/**
 * The text of a report, in English: it is for those who mend Nixberry. No path, no name of a host, a network or an image, no
 * words of other programs, no whole serial number; of errors the code and what `harmlessFacts` lets through.
 */
export function diagnosisText({ versions, preferences, flash, build, errors }: Diagnosed): string {
  return [
    ...versions,
    ...(preferences
      ? [`window: ${preferences.language}, ${preferences.theme}, text ${preferences.textPercent} %`]
      : []),
    ...(flash ? flashLines(flash) : ['nothing was written']),
    ...(build ? buildLines(build) : ['nothing was built']),
    ...(errors.length === 0 ? ['no errors'] : ['errors:']),
    ...errors.map(({ at, call, code, facts }) => `  ${at} ${call} ${errorText(code, facts)}`),
  ].join('\n');
}

function flashLines({ state, elapsedMs, onlyChanged, image, targets, error }: DiagnosedFlash): string[] {
  const size = image.bytes === null ? 'of unknown size' : `of ${image.bytes} bytes`;
  const how = onlyChanged ? ', only what differs' : '';
  const why = error ? `, ${errorText(error.code, error.facts)}` : '';
  return [`write: ${state} after ${ms(elapsedMs)}, image ${size}${how}${why}`, ...targets.flatMap(targetLines)];
}

function targetLines(target: DiagnosedTarget): string[] {
  const { phases, limitedBy, stalledMs, outcome } = target;
  return [
    `  ${driveText(target)}`,
    ...phases
      .filter(({ state }) => state !== 'waiting')
      .map((one) => {
        const bytes = one.bytes > 0 ? `, ${one.bytes} bytes` : '';
        return `    ${one.phase}: ${one.state}, ${ms(one.ms)}${bytes}${ratesText(target, one.phase)}`;
      }),
    ...(limitedBy === null ? [] : [`    limited by: ${limitedBy}`]),
    ...(stalledMs === null ? [] : [`    no answer for ${ms(stalledMs)}`]),
    ...(outcome === null ? [] : [`    ended: ${outcomeText(outcome)}`]),
  ];
}

function driveText({ drive, sectorBytes }: DiagnosedTarget): string {
  if (drive === null) return 'virtual card';
  const { name, bytes, bus, kind, serial, removable } = drive;
  return [
    `"${name}"`,
    `${bytes} bytes`,
    `${kind} on ${bus}`,
    removable ? 'removable' : 'fixed',
    sectorBytes === null ? 'sectors unknown' : `sectors of ${sectorBytes} bytes`,
    serialText(serial),
  ].join(', ');
}

function serialText(serial: string | null): string {
  if (serial === null) return 'no serial';
  return serial.length < SERIAL_CHARS_LEAST ? 'a short serial' : `serial …${serial.slice(-SERIAL_CHARS)}`;
}

/** The slowest, the middle and the fastest second of a phase, in bytes a second. */
function ratesText({ samples, extremes }: DiagnosedTarget, phase: string): string {
  const rates = samples
    .filter((sample) => sample.phase === phase)
    .map(({ rate }) => rate)
    .sort((a, b) => a - b);
  const extreme = extremes.find((one) => one.phase === phase);
  const least = extreme?.least ?? rates[0];
  const median = rates[Math.floor(rates.length / 2)];
  const most = extreme?.most ?? rates.at(-1);
  if (least === undefined || median === undefined || most === undefined) return '';
  return `, min/median/max ${[least, median, most].map((rate) => (rate / 1e6).toFixed(1)).join('/')} MB/s`;
}

function outcomeText(outcome: DiagnosedOutcome): string {
  switch (outcome.kind) {
    case 'done': {
      const { verified, bytes, writtenBytes, skippedBytes, rewritten } = outcome;
      const again = rewritten === null ? '' : `, rewritten at byte ${rewritten}`;
      const left = skippedBytes === 0 ? '' : `, ${skippedBytes} left out`;
      return `done, verified ${verified}, ${writtenBytes} of ${bytes} bytes written${left}${again}`;
    }
    case 'failed':
      return `${errorText(outcome.code, outcome.facts)}, card ${outcome.state}`;
    case 'cancelled':
      return `cancelled, card ${outcome.state}`;
  }
}

function buildLines({ state, place, system, how, phases, builds, downloads, error }: DiagnosedBuild): string[] {
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
