import assert from 'node:assert/strict';
import type { CliOutcome } from '../../../src/contract/cli-flash.ts';
import type { REFUSALS } from '../../../src/core/drives/judge.ts';
import type { Facts } from '../../../src/core/errors/app-error.ts';
import type { ErrorCode } from '../../../src/core/errors/causes.ts';
import { EXIT } from '../../../src/core/errors/exit.ts';
import type { Ran, Rig, Stick } from '../scenario.ts';

/** What is compared before and after a refused job: the part that a writer would touch first. */
const HEAD_BYTES = 1 << 20;

export function assertExit(ran: Ran, code: number): void {
  assert.equal(ran.code, code, `exit code of nixberry\n${ran.text.slice(-3000)}`);
}

/** The error codes that were reported, for the command or for a target, each once. */
function errorCodes(ran: Ran): readonly ErrorCode[] {
  const codes = ran.lines.flatMap((line) => {
    if (line.type === 'error') return [line.code];
    return line.type === 'target-end' && line.outcome.kind === 'failed' ? [line.outcome.code] : [];
  });
  return [...new Set(codes)];
}

/** How the one target ended. */
export function outcomeOf(ran: Ran): CliOutcome {
  const [outcome, ...more] = ran.lines.flatMap((line) => (line.type === 'target-end' ? [line.outcome] : []));
  assert.ok(outcome && more.length === 0, `not one target that has ended:\n${ran.text.slice(-3000)}`);
  return outcome;
}

export type FailedOutcome = Extract<CliOutcome, { kind: 'failed' }>;

/** The one target has failed. Whatever a drive says, nobody is told that a disk is full, or needs a larger one. */
export function failedOutcome(ran: Ran): FailedOutcome {
  const outcome = outcomeOf(ran);
  assert.ok(outcome.kind === 'failed', ran.text);
  assert.deepEqual(errorCodes(ran), [outcome.code]);
  if (outcome.code !== 'image-too-large') assert.doesNotMatch(ran.text, /disk full|no space|no room|larger card/i);
  return outcome;
}

/** What a person reads of it: what happened, and then what to do next. */
export function wordsOf({ message, next }: FailedOutcome): string {
  return `${message}\n${next}`;
}

/** Each target is written, and its drive was let go of. */
export function assertEjected(ran: Ran): void {
  const outcomes = ran.lines.flatMap((line) => (line.type === 'target-end' ? [line.outcome] : []));
  assert.deepEqual(
    outcomes.map((outcome) => outcome.kind === 'done' && outcome.ejected),
    [true],
  );
}

/** Flashes the image without asking. */
export function flash(rig: Rig, stick: Stick, ...more: readonly string[]): Promise<Ran> {
  return rig.nixberry('flash', rig.image, '--to', stick.device, '--yes', ...more);
}

interface Refused {
  /** The rule of `judge.ts`, or the cause when no rule forbids it. */
  readonly why: (typeof REFUSALS)[number] | 'mount-busy';
  /** What the message says, and then what to do next: `[^]*` lies between. */
  readonly words: RegExp;
}

/**
 * Flashes and expects that this target is refused, in these words and untouched; not a byte may reach the drive's first MiB.
 * Read in the guest, past its cache, because a drive in use cannot be pulled for a look at its file. Returns the facts.
 */
export async function assertRefused(rig: Rig, stick: Stick, { why, words }: Refused): Promise<Facts> {
  const before = await head(rig, stick);
  const ran = await flash(rig, stick);
  assertExit(ran, EXIT.refused);
  const outcome = failedOutcome(ran);
  const { code, state, facts } = outcome;
  assert.deepEqual(
    { code, reason: facts.reason, state },
    why === 'mount-busy'
      ? { code: why, reason: undefined, state: 'untouched' }
      : { code: 'refused', reason: why, state: 'untouched' },
  );
  assert.match(wordsOf(outcome), words);
  assert.equal(await head(rig, stick), before, 'the first MiB of a refused drive has changed');
  return facts;
}

async function head(rig: Rig, stick: Stick): Promise<string> {
  const argv = [`if=${stick.device}`, 'iflag=direct', `bs=${HEAD_BYTES}`, 'count=1', 'of=/run/head', 'status=none'];
  await rig.guest.must('dd', ...argv);
  return rig.guest.must('sha256sum', '/run/head');
}

/** Mounts a partition at a folder that is made for it. */
export async function mount(rig: Rig, device: string, folder: string, options = 'rw'): Promise<void> {
  await rig.guest.must('mkdir', '-p', folder);
  await rig.guest.must('mount', '-o', options, device, folder);
}
