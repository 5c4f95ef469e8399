import assert from 'node:assert/strict';
import type { Phase } from '../../../src/core/flash/protocol.ts';
import { MIB } from '../host/block-devices.ts';
import { sha256, startsWith } from '../host/bytes.ts';
import type { Disk } from '../host/disk.ts';
import { hold, withFault, type DiskRequest, type Hold } from '../host/disk-faults.ts';
import { volatileCache } from '../host/lying-disks.ts';
import { identified } from '../host/nixberry.ts';
import { poll } from '../host/waiting.ts';
import type { Rig, Scenario, Stick } from '../scenario.ts';
import { assertUnfinished, isMidway, isMidwayWrite, neverTimeOut } from './faults.ts';

const DRIVE_BYTES = 128 * MIB;
const REACHED_MS = 120_000;
/** The guest's clock is set by the host's, to the second. */
const CLOCK_MS = 2000;

/** Times, ms since 1970. */
interface Span {
  readonly from: number;
  readonly to: number;
}

type Concerns = (request: DiskRequest) => boolean;

/** Which request is left without an answer, so that a drive is in that phase when the power goes. */
const PHASES = {
  /** The marker is written, not yet flushed. */
  wiping: () => isWriteOfEnd,
  writing: () => isMidwayWrite,
  flushing: () => behind(isMidwayWrite, isFlush),
  verifying: () => behind(isMidwayWrite, isMidwayRead),
  /** The first MiB is written, not yet flushed. */
  finishing: () => behind(behind(isMidwayWrite, isWriteOfStart), isFlush),
} satisfies Partial<Record<Phase, () => Concerns>>;

type HeldPhase = keyof typeof PHASES;

/** A drive that will not get beyond a phase. */
interface Held {
  readonly stick: Stick;
  readonly phase: HeldPhase;
  readonly hold: Hold;
  /** SHA-256 of what it held before. */
  readonly before: string;
}

/**
 * Drives that lose what was not flushed, one in each phase and one that is done, all cut off from power at once. Only the
 * one that is done starts a Pi, and the others say of themselves that they do not, but for the one that was not yet touched.
 */
export const powerCut: Scenario = {
  name: 'power-cut',
  expected: 'done: same bytes; wiping: as before; others: marker with its time',
  cutsPower: true,
  async run(rig) {
    const done = await rig.plug('cutdone', { content: 'card', disk: volatileCache });
    const drives: Held[] = [];
    for (const phase of Object.keys(PHASES) as HeldPhase[]) drives.push(await plugHeld(rig, phase));
    const begun = new Map<Held, Span>();
    for (const drive of drives) begun.set(drive, await broughtThere(rig, drive));
    // An eject would flush once more, and hide that it was needed.
    const job = rig.start('flash', rig.image, '--to', done.device, '--yes', '--no-eject');
    await job.see(/"type":"flashed"/, REACHED_MS);
    await rig.cutPower();

    assert.ok(await startsWith(done.file, rig.image), 'done, and not all of it is there');
    for (const [{ phase, stick, before }, span] of begun) {
      if (phase === 'wiping') assert.equal(await sha256(stick.file), before, 'wiping: not as before');
      else await assertTellsOfIt(stick.file, span);
    }
    return 'done: same bytes; wiping: as before; others: marker with its time';
  },
};

async function plugHeld(rig: Rig, phase: HeldPhase): Promise<Held> {
  const waiting = hold(PHASES[phase]());
  // The cache is the drive's own: what waits before it has not reached even that.
  const disk = (file: Disk): Disk => withFault(volatileCache(file), waiting.fault);
  const stick = await rig.plug(`cut${phase}`, { content: 'card', bytes: DRIVE_BYTES, disk });
  await neverTimeOut(rig, stick);
  return { stick, phase, hold: waiting, before: await sha256(stick.file) };
}

/** Writes it until it is held. Returns when that was begun. */
async function broughtThere(rig: Rig, drive: Held): Promise<Span> {
  const from = Date.now() - CLOCK_MS;
  const job = rig.start('flash', rig.image, '--to', drive.stick.device, '--yes');
  await job.see(new RegExp(`"phase":"${drive.phase}"`), REACHED_MS);
  const to = Date.now() + CLOCK_MS;
  await poll(() => Promise.resolve(drive.hold.isHolding), REACHED_MS, `${drive.phase} held`);
  return { from, to };
}

/** Started again, on another computer: nothing but the card is there to tell. */
async function assertTellsOfIt(file: string, { from, to }: Span): Promise<void> {
  await assertUnfinished(file);
  const { card, words } = await identified(file);
  assert.ok(card.kind === 'unfinished', `${file}: ${JSON.stringify(card)}`);
  const startedAt = Date.parse(card.startedAt ?? '');
  assert.ok(startedAt >= from && startedAt <= to, `${file}: begun at ${String(card.startedAt)}`);
  assert.match(words, /begun on .* has not come to its end/, file);
}

/** What comes after something that has to come first. */
function behind(first: Concerns, then: Concerns): Concerns {
  let isThere = false;
  return (request) => {
    isThere ||= first(request);
    return isThere && then(request);
  };
}

function isFlush({ operation }: DiskRequest): boolean {
  return operation === 'flush';
}

function isMidwayRead(request: DiskRequest): boolean {
  return request.operation === 'read' && isMidway(request);
}

function isWriteOfEnd({ operation, offset }: DiskRequest): boolean {
  return operation === 'write' && offset >= DRIVE_BYTES - MIB;
}

function isWriteOfStart({ operation, offset }: DiskRequest): boolean {
  return operation === 'write' && offset === 0;
}
