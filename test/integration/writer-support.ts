import { closeSync, openSync, readFileSync, readSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { CardState, WriteHeader } from '../../src/contract/writer.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { createCgroup, type Cgroup } from '../bench/cgroup.ts';
import { driveTarget, writeHeader, type DriveTarget } from '../support/headers.ts';
import { testImage } from '../support/test-image.ts';
import { attach, folder, read, run } from './drives-support.ts';

export const MIB = 1 << 20;

/** What lies on a card before: an old system that starts. */
const OLD = testImage(MIB, 99);

export interface LoopCard {
  readonly device: string;
  readonly file: string;
  readonly bytes: number;
  readonly target: DriveTarget;
}

/** A loop device past the page cache, of any number of sectors, with something old at its start and at its end. */
export async function loopCard(bytes: number, sectorBytes = 512): Promise<LoopCard> {
  const file = `${folder('/var/tmp')}/card.img`;
  writeFileSync(file, OLD.subarray(0, Math.min(bytes, OLD.byteLength)));
  truncateSync(file, bytes);
  const fd = openSync(file, 'r+');
  writeSync(fd, OLD, 0, 4096, bytes - 4096);
  closeSync(fd);
  const device = attach(file, '--direct-io=on', '--sector-size', String(sectorBytes));
  const drive = await read(device);
  const { serial, diskseq } = drive;
  return { device, file, bytes, target: driveTarget(device, drive.bytes, { serial, diskseq }) };
}

/** The same card, whose capacity is to be found out first, or is known. */
export function withCapacity(card: LoopCard, capacity: DriveTarget['capacity']): LoopCard {
  return { ...card, target: { ...card.target, capacity } };
}

/** A header that writes these cards. */
export function cardHeader(cards: readonly LoopCard[], changes: Partial<WriteHeader> = {}): WriteHeader {
  return writeHeader({ targets: cards.map(({ target }) => target), ...changes });
}

/** What is on the card now, past this computer's caches of the device. */
export function onCard({ device, bytes, file }: LoopCard): Buffer {
  run('blockdev', '--flushbufs', device);
  return readFileSync(file).subarray(0, bytes);
}

export function isOld(card: LoopCard): boolean {
  const there = onCard(card);
  return there.subarray(0, OLD.byteLength).equals(OLD) && there.subarray(-4096).equals(OLD.subarray(0, 4096));
}

/** Whether the bytes on a card are what a state promises: never an image whose start is there and whose rest is not. */
export function looksAs(state: CardState, card: LoopCard, image: Buffer): boolean {
  const there = onCard(card);
  const isMarked = there.subarray(0, MARKER.length).toString('latin1') === MARKER;
  const hasRest = there.subarray(MIB, image.byteLength).equals(image.subarray(MIB));
  switch (state) {
    case 'untouched':
      return isOld(card);
    case 'unbootable':
      return isMarked;
    case 'complete':
      return there.subarray(0, image.byteLength).equals(image);
    case 'unknown':
      // While it is wiped old bytes may still be there; while it is finished the rest is right already.
      return isMarked || hasRest || there.subarray(0, MIB).equals(OLD);
  }
}

/** Makes these cards as slow as this, in bytes a second, for every process that is put into the group. */
export async function slowCards(
  cards: readonly LoopCard[],
  writeBytesPerSecond: number,
  readBytesPerSecond = writeBytesPerSecond,
): Promise<Cgroup> {
  const group = await createCgroup(`nixberry-test-${process.pid}-${performance.now().toFixed(0)}`);
  onTestFinished(() => group.remove());
  for (const card of cards) await throttle(group, card, writeBytesPerSecond, readBytesPerSecond);
  return group;
}

export async function throttle(group: Cgroup, card: LoopCard, write: number, readBack = write): Promise<void> {
  const { number } = await read(card.device);
  await group.throttle({ device: number ?? '', writeBytesPerSecond: write, readBytesPerSecond: readBack });
}

export function putInto(group: Cgroup, pid: number): void {
  for (const file of group.procsFiles) writeFileSync(file, String(pid));
}

/** Bytes for which a process has asked its block devices so far, by /proc; null once it is gone. */
export function writtenBy(pid: number): number | null {
  try {
    const found = /^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'latin1'))?.[1];
    return found === undefined ? null : Number(found);
  } catch {
    return null;
  }
}

/** The first bytes of a device as a person's tool reads them. */
export function startOf(card: LoopCard, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  const fd = openSync(card.device, 'r');
  try {
    readSync(fd, buffer, 0, bytes, 0);
  } finally {
    closeSync(fd);
  }
  return buffer;
}
