import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../src/core/errors/causes.ts';
import { EXIT } from '../../../src/core/errors/exit.ts';
import type { Ran, Rig, Stick } from '../scenario.ts';

/** What is compared before and after a refused job: the part that a writer would touch first. */
const HEAD_BYTES = 1 << 20;

export function assertExit(ran: Ran, code: number): void {
  assert.equal(ran.code, code, `exit code of nixberry\n${ran.text.slice(-3000)}`);
}

/** The error codes that were reported, for the command or for a target, each once. */
export function errorCodes(ran: Ran): readonly ErrorCode[] {
  const codes = ran.lines.flatMap((line) => {
    if (line.type === 'error') return [line.code];
    return line.type === 'target-end' && line.outcome.kind === 'failed' ? [line.outcome.code] : [];
  });
  return [...new Set(codes)];
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

/**
 * Flashes and expects a refusal whose words match `words`; not a byte may reach the drive's first MiB. Read in the guest,
 * past its cache, because a drive in use cannot be pulled for a look at its file.
 */
export async function assertRefused(rig: Rig, stick: Stick, words: RegExp): Promise<Ran> {
  const before = await head(rig, stick);
  const ran = await flash(rig, stick);
  assertExit(ran, EXIT.refused);
  assert.match(ran.text, words);
  assert.equal(await head(rig, stick), before, 'the first MiB of a refused drive has changed');
  return ran;
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
