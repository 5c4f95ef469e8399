import assert from 'node:assert/strict';
import type { Phase } from '../../../src/core/flash/protocol-events.ts';
import { MIB } from '../host/block-devices.ts';
import { sha256, startsWith } from '../host/bytes.ts';
import type { Disk } from '../host/disk.ts';
import { hold, withFault, type DiskRequest, type Hold } from '../host/disk-faults.ts';
import { volatileCache } from '../host/lying-disks.ts';
import { identified } from '../host/nixberry.ts';
import { poll } from '../host/waiting.ts';
import type { Rig, Scenario, Stick } from '../scenario.ts';
import { assertUnfinished, assertWritten, behind, isMidwayRead, isMidwayWrite, neverTimeOut } from './faults.ts';

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

/** When the power goes: one request is left without an answer, so that a drive is in that phase. */
interface Cut {
  readonly name: string;
  readonly phase: Phase;
  /** Of this request. */
  readonly at: () => Concerns;
  readonly cache: (file: Disk) => Disk;
  /** What is on the drive then: what was before, the marker of an unfinished card, or the whole image. */
  readonly left: 'before' | 'marker' | 'image';
}

/** The first page is written, not yet flushed. */
const atLastFlush = (): Concerns => behind(behind(isMidwayWrite, isWriteOfStart), isFlush);

const CUTS: readonly Cut[] = [
  // The marker is written, not yet flushed.
  { name: 'wiping', phase: 'wiping', at: () => isWriteOfEnd, cache: volatileCache, left: 'before' },
  { name: 'probing', phase: 'probing', at: () => behind(isFlush, isWrite), cache: volatileCache, left: 'marker' },
  { name: 'writing', phase: 'writing', at: () => isMidwayWrite, cache: volatileCache, left: 'marker' },
  {
    name: 'flushing',
    phase: 'flushing',
    at: () => behind(isMidwayWrite, isFlush),
    cache: volatileCache,
    left: 'marker',
  },
  {
    name: 'verifying',
    phase: 'verifying',
    at: () => behind(isMidwayWrite, isMidwayRead),
    cache: volatileCache,
    left: 'marker',
  },
  { name: 'finishing', phase: 'finishing', at: atLastFlush, cache: volatileCache, left: 'marker' },
  // A drive that writes its start out at once: everything else must have been flushed before.
  {
    name: 'starting',
    phase: 'finishing',
    at: atLastFlush,
    cache: (file) => volatileCache(file, isStart),
    left: 'image',
  },
  // One that writes only its first page out at once: the rest of the first MiB must have been flushed before, too.
  {
    name: 'firstpage',
    phase: 'finishing',
    at: atLastFlush,
    cache: (file) => volatileCache(file, (page) => page === 0),
    left: 'image',
  },
];

/** A drive that will not get beyond a phase. */
interface Held {
  readonly stick: Stick;
  readonly cut: Cut;
  readonly hold: Hold;
  /** SHA-256 of what it held before. */
  readonly before: string;
}

/**
 * Drives that lose what was not flushed, one in each phase and one that is done, all cut off from power at once. Only the
 * one that is done starts a Pi, and the others say of themselves that they do not, but for the one that was not yet touched.
 * Then the computer is started again, each card that was cut off is told of, and one of them chosen, told of once more, and
 * written anew.
 */
export const powerCut: Scenario = {
  name: 'power-cut',
  expected: 'done: same bytes; wiping: as before; others: marker with its time, told at the next start',
  cutsPower: true,
  async run(rig) {
    const done = await rig.plug('cutdone', { content: 'card', disk: volatileCache });
    const drives: Held[] = [];
    for (const cut of CUTS) drives.push(await plugHeld(rig, cut));
    const begun = new Map<Held, Span>();
    for (const drive of drives) begun.set(drive, await broughtThere(rig, drive));
    // An eject would flush once more, and hide that it was needed.
    const job = rig.start('flash', rig.image, '--to', done.device, '--yes', '--no-eject');
    await job.see(/"type":"flashed"/, REACHED_MS);
    await rig.cutPower();

    assert.ok(await startsWith(done.file, rig.image), 'done, and not all of it is there');
    for (const [held, span] of begun) await assertLeft(rig, held, span);
    await assertToldAndWrittenAnew(rig);
    return 'done: same bytes; wiping: as before; others: marker with its time, told at the next start, written anew';
  },
};

/** What is left of it is what its phase allows, and nothing in between. */
async function assertLeft(rig: Rig, { cut, stick, before }: Held, span: Span): Promise<void> {
  switch (cut.left) {
    case 'before':
      assert.equal(await sha256(stick.file), before, `${cut.name}: not as before`);
      break;
    case 'marker':
      await assertTellsOfIt(stick.file, span);
      break;
    case 'image':
      assert.ok(await startsWith(stick.file, rig.image), `${cut.name}: the start is there, and not all the rest`);
  }
}

/** Whoever looks at one, or is asked before it is overwritten, reads that it was begun, and when. */
async function assertToldAndWrittenAnew(rig: Rig): Promise<void> {
  await rig.powerOn();
  const sticks = new Map<string, Stick>();
  for (const { name } of CUTS.filter(({ left }) => left === 'marker')) {
    const stick = await rig.plug(`cut${name}`, { content: 'kept' });
    assert.match(await rig.words('identify', stick.device), /begun on \d{4}-.* has not come to its end/, name);
    sticks.set(name, stick);
  }
  const stick = sticks.get('writing');
  assert.ok(stick);
  const asked = rig.startOnTerminal('flash', rig.image, '--to', stick.device);
  await asked.see(/on it +begun by Nixberry on \d{4}-[\d-]+ [\d:]+, and interrupted[^]*: $/, REACHED_MS);
  await asked.type(`${stick.device.replace('/dev/', '')}\n`);
  const ran = await rig.finishedOnTerminal(asked);
  await assertWritten(rig, stick, ran);
}

async function plugHeld(rig: Rig, cut: Cut): Promise<Held> {
  const waiting = hold(cut.at());
  // The cache is the drive's own: what waits before it has not reached even that.
  const disk = (file: Disk): Disk => withFault(cut.cache(file), waiting.fault);
  const stick = await rig.plug(`cut${cut.name}`, { content: 'card', bytes: DRIVE_BYTES, disk });
  await neverTimeOut(rig, stick);
  return { stick, cut, hold: waiting, before: await sha256(stick.file) };
}

/** Writes it until it is held. Returns when that was begun. */
async function broughtThere(rig: Rig, drive: Held): Promise<Span> {
  const from = Date.now() - CLOCK_MS;
  const job = rig.start('flash', rig.image, '--to', drive.stick.device, '--yes');
  await job.see(new RegExp(`"phase":"${drive.cut.phase}"`), REACHED_MS);
  const to = Date.now() + CLOCK_MS;
  await poll(() => Promise.resolve(drive.hold.isHolding), REACHED_MS, `${drive.cut.name} held`);
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

function isFlush({ operation }: DiskRequest): boolean {
  return operation === 'flush';
}

function isWrite({ operation }: DiskRequest): boolean {
  return operation === 'write';
}

function isWriteOfEnd({ operation, offset }: DiskRequest): boolean {
  return operation === 'write' && offset >= DRIVE_BYTES - MIB;
}

function isWriteOfStart({ operation, offset }: DiskRequest): boolean {
  return operation === 'write' && offset === 0;
}

function isStart(offset: number): boolean {
  return offset < MIB;
}
