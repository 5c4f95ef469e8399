import assert from 'node:assert/strict';
import type { CardState, Phase } from '../../../src/core/flash/protocol-events.ts';
import type { Facts } from '../../../src/core/errors/app-error.ts';
import type { ErrorCode } from '../../../src/core/errors/causes.ts';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { parseMarker } from '../../../src/core/images/marker.ts';
import { MIB } from '../host/block-devices.ts';
import { head, startsWith } from '../host/bytes.ts';
import { CARD_BYTES } from '../host/card.ts';
import type { DiskRequest } from '../host/disk-faults.ts';
import type { GuestJob } from '../host/guest-job.ts';
import type { Ran, Rig, Stick } from '../scenario.ts';
import { assertExit, failedOutcome, wordsOf } from './checks.ts';

const START_MS = 120_000;
const SECTOR_BYTES = 512;
/** Where a PC, and the Pi's firmware, look for 55 AA. */
const SIGNATURE_AT = 510;

/** Where faults begin: inside the image. */
export const FAULT_AT = 20 * MIB;

/** What the probe of a drive's capacity asks for at a time. */
export const PROBE_BYTES = 4096;

/**
 * A request to the part of the image from there on: not the first MiB nor the drive's last, which are wiped before, and none
 * of the probe's.
 */
function isMidway({ offset, length }: DiskRequest): boolean {
  return offset >= FAULT_AT && offset < CARD_BYTES && length > PROBE_BYTES;
}

export function isMidwayWrite(request: DiskRequest): boolean {
  return request.operation === 'write' && isMidway(request);
}

export function isMidwayRead(request: DiskRequest): boolean {
  return request.operation === 'read' && isMidway(request);
}

type Concerns = (request: DiskRequest) => boolean;

/** What comes after something that has to come first. */
export function behind(first: Concerns, then: Concerns): Concerns {
  let isThere = false;
  return (request) => {
    isThere ||= first(request);
    return isThere && then(request);
  };
}

/** Starts `flash` and resolves when bytes of this phase have been told. */
export async function startedAndIn(
  rig: Rig,
  stick: Stick,
  phase: Phase,
  ...more: readonly string[]
): Promise<GuestJob> {
  const job = rig.start('flash', rig.image, '--to', stick.device, '--yes', ...more);
  await seeProgress(job, phase);
  return job;
}

export async function seeProgress(job: GuestJob, phase: Phase): Promise<void> {
  await job.see(new RegExp(`"phase":"${phase}"[^]*"type":"progress"[^\\n]*"bytes":[1-9]`), START_MS);
}

/** Lets the guest wait for this drive for ever; else it gives up after 30 s, which QEMU 7.2 does not survive. */
export async function neverTimeOut(rig: Rig, { device }: Stick): Promise<void> {
  const file = `/sys/block/${device.replace('/dev/', '')}/device/timeout`;
  await rig.guest.must('sh', '-c', `echo 86400 > ${file}`);
}

/** What people are told of a drive that is gone, and a spot that is bad. */
export const LOST_WORDS = /is gone: it was pulled out[^]*Put it back in/;
export const BAD_WRITE_WORDS = /has a bad spot: writing failed[^]*another reader or port/;

interface Failure {
  readonly exit: keyof typeof EXIT;
  readonly code: ErrorCode;
  readonly state: CardState;
  /** What the message says, and then what to do next: `[^]*` lies between. */
  readonly words: RegExp;
}

/** The one target has failed in this way, and in no other. Returns the facts. */
export function assertFailed(ran: Ran, { exit, code, state, words }: Failure): Facts {
  assertExit(ran, EXIT[exit]);
  const outcome = failedOutcome(ran);
  assert.deepEqual({ code: outcome.code, state: outcome.state }, { code, state });
  assert.match(wordsOf(outcome), words);
  return outcome.facts;
}

/** What Linux says to a request to a drive that is gone; ENOSPC, since it first sets the drive's size to nothing. */
const GONE = ['ENODEV', 'ENXIO', 'EIO', 'ENOSPC', 'ENOMEDIUM'];

/** The one target was pulled out while its `operation` was under way. */
export function assertLost(ran: Ran, operations: readonly string[]): void {
  const facts = assertFailed(ran, { exit: 'drive', code: 'drive-lost', state: 'unknown', words: LOST_WORDS });
  assert.ok(GONE.includes(String(facts.errno)), JSON.stringify(facts));
  assert.ok(operations.includes(String(facts.operation)), JSON.stringify(facts));
}

/** The first sector of a drive's file is the marker of an unfinished card, and nothing that starts a computer. After `unplug`. */
export async function assertUnfinished(file: string): Promise<void> {
  const first = await head(file, SECTOR_BYTES);
  assert.ok(parseMarker(first.toString('latin1')), `${file} does not begin with the marker`);
  assert.notEqual(first.readUInt16BE(SIGNATURE_AT), 0x55aa, 'boot signature');
}

/** Pulls the drive and looks at what is on it. */
export async function assertLeftUnfinished(rig: Rig, stick: Stick): Promise<void> {
  await rig.unplug(stick);
  await assertUnfinished(stick.file);
}

/** Everything is on the drive, and nothing was said to be wrong. */
export async function assertWritten(rig: Rig, stick: Stick, ran: Ran): Promise<void> {
  assertExit(ran, EXIT.done);
  await rig.unplug(stick);
  assert.ok(await startsWith(stick.file, rig.image), "the stick's bytes are not the image's");
}

/** For how many ms at a time the drive was said not to have answered, each time in this phase. */
export function stallsIn(ran: Ran, phase: Phase): readonly number[] {
  let now: Phase | null = null;
  return ran.lines.flatMap((line) => {
    if (line.type === 'phase') now = line.phase;
    if (line.type !== 'stalled') return [];
    assert.equal(now, phase, 'phase of a stall');
    return [line.ms];
  });
}

/** The phases in their order. */
export function phasesOf(ran: Ran): readonly Phase[] {
  return ran.lines.flatMap((line) => (line.type === 'phase' ? [line.phase] : []));
}
