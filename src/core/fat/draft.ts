import { isSameBytes } from './bytes.ts';
import type { ByteReader, Extent, FatVolume } from './fat.ts';

/** A volume that is being changed: what was written is read back, the image stays as it is. */
export type Draft = FatVolume & { readonly disk: DraftDisk };

interface Sector {
  /** Null where the old content was not asked for: all of the sector was written at once. */
  readonly before: Uint8Array | null;
  readonly now: Uint8Array;
}

export function draftOf(volume: FatVolume): Draft {
  return { ...volume, disk: new DraftDisk(volume) };
}

/** The volume's bytes with changes over them, kept by sectors. */
export class DraftDisk implements ByteReader {
  readonly #disk: ByteReader;
  readonly #start: number;
  readonly #sectorBytes: number;
  readonly #sectors = new Map<number, Sector>();

  constructor({ disk, offset, sectorBytes }: FatVolume) {
    this.#disk = disk;
    this.#start = offset;
    this.#sectorBytes = sectorBytes;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const parts = [...this.#parts(offset, length)];
    if (parts.every(({ sector }) => !this.#sectors.has(sector))) return this.#disk.read(offset, length);
    const result = new Uint8Array(length);
    for (const { sector, from, to, at } of parts) {
      const changed = this.#sectors.get(sector);
      result.set(changed ? changed.now.subarray(from, to) : await this.#disk.read(sector + from, to - from), at);
    }
    return result;
  }

  /** Whole sectors are not read before: they may lie far out in a stream. */
  async write(offset: number, bytes: Uint8Array): Promise<void> {
    for (const { sector, from, to, at } of this.#parts(offset, bytes.length)) {
      const whole = to - from === this.#sectorBytes;
      const { now } = whole && !this.#sectors.has(sector) ? this.#fresh(sector) : await this.#load(sector);
      now.set(bytes.subarray(at, at + to - from), from);
    }
  }

  /** Zeros. Sectors that are zero already stay out of the changes, so they are read. */
  async clear(offset: number, length: number): Promise<void> {
    for (const { sector, from, to } of this.#parts(offset, length)) (await this.#load(sector)).now.fill(0, from, to);
  }

  /** The changed sectors, neighbours as one, in order. */
  changes(): readonly Extent[] {
    const extents: { offset: number; sectors: Uint8Array[] }[] = [];
    for (const [offset, { before, now }] of [...this.#sectors].sort(([a], [b]) => a - b)) {
      if (before !== null && isSameBytes(before, now)) continue;
      const last = extents.at(-1);
      if (last && last.offset + last.sectors.length * this.#sectorBytes === offset) last.sectors.push(now);
      else extents.push({ offset, sectors: [now] });
    }
    return extents.map(({ offset, sectors }) => ({ offset, bytes: joined(sectors, this.#sectorBytes) }));
  }

  #fresh(offset: number): Sector {
    const sector = { before: null, now: new Uint8Array(this.#sectorBytes) };
    this.#sectors.set(offset, sector);
    return sector;
  }

  async #load(offset: number): Promise<Sector> {
    const known = this.#sectors.get(offset);
    if (known) return known;
    const before = await this.#disk.read(offset, this.#sectorBytes);
    const sector = { before, now: before.slice() };
    this.#sectors.set(offset, sector);
    return sector;
  }

  /** The sectors that a range touches, and which bytes of each; `at` counts from the range's start. */
  *#parts(offset: number, length: number): Generator<{ sector: number; from: number; to: number; at: number }> {
    for (let at = 0; at < length;) {
      const from = (offset + at - this.#start) % this.#sectorBytes;
      const to = Math.min(this.#sectorBytes, from + length - at);
      yield { sector: offset + at - from, from, to, at };
      at += to - from;
    }
  }
}

function joined(sectors: readonly Uint8Array[], sectorBytes: number): Uint8Array {
  const bytes = new Uint8Array(sectors.length * sectorBytes);
  for (const [i, sector] of sectors.entries()) bytes.set(sector, i * sectorBytes);
  return bytes;
}
