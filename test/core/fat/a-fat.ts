import type { FatVolume } from '../../../src/core/fat/fat.ts';
import { openFat } from '../../../src/core/fat/open-fat.ts';
import { readerOf, type BytesReader } from '../../support/bytes-reader.ts';

/** How a FAT is made by hand: what is left out is as mkfs.fat would have it. */
export interface Made {
  readonly kind?: 12 | 16 | 32;
  readonly sectorBytes?: number;
  readonly clusterSectors?: number;
  readonly clusters?: number;
  readonly tables?: number;
  readonly rootSlots?: number;
  /** Of a FAT32: mirroring, and which table counts. */
  readonly flags?: number;
  readonly label?: string;
}

/** An empty FAT in memory, written down by the specification and not by the code under test. */
export class AFat {
  readonly bytes: Uint8Array;
  readonly kind: 12 | 16 | 32;
  readonly sectorBytes: number;
  readonly clusterBytes: number;
  readonly clusters: number;
  readonly tables: number;
  readonly tableOffset: number;
  readonly tableBytes: number;
  readonly rootOffset: number;
  readonly dataOffset: number;

  constructor(made: Made = {}) {
    const { kind = 16, sectorBytes = 512, clusterSectors = 1, tables = 2, rootSlots = 128, flags = 0 } = made;
    const { clusters = { 12: 200, 16: 4200, 32: 600 }[kind], label = '' } = made;
    const reserved = kind === 32 ? 8 : 1;
    const tableSectors = Math.ceil(((clusters + 2) * kind) / 8 / sectorBytes);
    const rootSectors = kind === 32 ? 0 : Math.ceil((rootSlots * 32) / sectorBytes);
    const sectors = reserved + tables * tableSectors + rootSectors + clusters * clusterSectors;
    this.bytes = new Uint8Array(sectors * sectorBytes);
    this.kind = kind;
    this.sectorBytes = sectorBytes;
    this.clusterBytes = sectorBytes * clusterSectors;
    this.clusters = clusters;
    this.tables = tables;
    this.tableOffset = reserved * sectorBytes;
    this.tableBytes = tableSectors * sectorBytes;
    this.rootOffset = this.tableOffset + tables * this.tableBytes;
    this.dataOffset = this.rootOffset + rootSectors * sectorBytes;

    const view = new DataView(this.bytes.buffer);
    this.bytes.set([0xeb, 0x3c, 0x90]);
    view.setUint16(11, sectorBytes, true);
    view.setUint8(13, clusterSectors);
    view.setUint16(14, reserved, true);
    view.setUint8(16, tables);
    view.setUint16(17, kind === 32 ? 0 : (rootSectors * sectorBytes) / 32, true);
    view.setUint8(21, 0xf8);
    view.setUint32(32, sectors, true);
    if (kind === 32) {
      view.setUint32(36, tableSectors, true);
      view.setUint16(40, flags, true);
      view.setUint32(44, 2, true);
      view.setUint16(48, 1, true);
      view.setUint32(sectorBytes, 0x41615252, true);
      view.setUint32(sectorBytes + 484, 0x61417272, true);
      view.setUint32(sectorBytes + 488, clusters - 1, true);
      view.setUint32(sectorBytes + 492, 2, true);
      view.setUint32(sectorBytes + 508, 0xaa550000, true);
    } else {
      view.setUint16(22, tableSectors, true);
    }
    const extended = kind === 32 ? 66 : 38;
    this.bytes[extended] = 0x29;
    this.text(extended + 5, (label || 'NO NAME').padEnd(11));
    this.text(extended + 16, `FAT${kind}`.padEnd(8));
    this.bytes.set([0x55, 0xaa], 510);
    this.entry(0, 0x0fffff00 | 0xf8);
    this.entry(1, 0x0fffffff);
    if (kind === 32) this.entry(2, 0x0fffffff);
  }

  get view(): DataView {
    return new DataView(this.bytes.buffer);
  }

  text(at: number, ascii: string): void {
    for (let i = 0; i < ascii.length; i++) this.bytes[at + i] = ascii.charCodeAt(i);
  }

  /** Sets an entry of one table, or of all: bit by bit, the lowest first. */
  entry(cluster: number, value: number, table?: number): void {
    for (let copy = 0; copy < this.tables; copy++) {
      if (table !== undefined && copy !== table) continue;
      for (let bit = 0; bit < (this.kind === 32 ? 28 : this.kind); bit++) {
        const at = cluster * this.kind + bit;
        const byte = this.tableOffset + copy * this.tableBytes + (at >> 3);
        const mask = 1 << (at & 7);
        this.bytes[byte] = value & (1 << bit) ? (this.bytes[byte] ?? 0) | mask : (this.bytes[byte] ?? 0) & ~mask;
      }
    }
  }

  entryOf(cluster: number, table = 0): number {
    let value = 0;
    for (let bit = 0; bit < (this.kind === 32 ? 28 : this.kind); bit++) {
      const at = cluster * this.kind + bit;
      const byte = this.bytes[this.tableOffset + table * this.tableBytes + (at >> 3)] ?? 0;
      if (byte & (1 << (at & 7))) value |= 1 << bit;
    }
    return value;
  }

  /** A chain of these clusters. */
  chain(...clusters: readonly number[]): void {
    for (const [i, cluster] of clusters.entries()) this.entry(cluster, clusters[i + 1] ?? 0x0fffffff);
  }

  clusterAt(cluster: number): number {
    return this.dataOffset + (cluster - 2) * this.clusterBytes;
  }

  /** Where slot `slot` of the root is, or of the folder in `cluster`. */
  slotAt(slot: number, cluster = this.kind === 32 ? 2 : 0): number {
    return (cluster === 0 ? this.rootOffset : this.clusterAt(cluster)) + slot * 32;
  }

  /** A short name (`NAME    EXT`) in a slot. */
  put(at: number, name: string, cluster: number, bytes: number, attributes = 0x20): void {
    this.text(at, name);
    this.bytes[at + 11] = attributes;
    this.view.setUint16(at + 20, cluster >>> 16, true);
    this.view.setUint16(at + 26, cluster & 0xffff, true);
    this.view.setUint32(at + 28, bytes, true);
  }

  /** One slot of a long name: up to 13 characters. */
  putLong(at: number, order: number, text: string, alias: string): void {
    const padded = `${text}\0`.slice(0, 13).padEnd(13, '\uffff');
    const places = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];
    this.bytes[at] = order;
    this.bytes[at + 11] = 0x0f;
    let sum = 0;
    for (const char of alias) sum = ((sum & 1 ? 0x80 : 0) + (sum >> 1) + char.charCodeAt(0)) % 256;
    this.bytes[at + 13] = sum;
    for (const [i, place] of places.entries()) this.view.setUint16(at + place, padded.charCodeAt(i), true);
  }

  reader(): BytesReader {
    return readerOf(this.bytes);
  }

  /** Opened; `bytes` instead of its own ones, of the same length. */
  async open(bytes = this.bytes): Promise<FatVolume> {
    const volume = await openFat(readerOf(bytes), { offset: 0, bytes: bytes.length });
    if (!volume) throw new Error('no FAT');
    return volume;
  }
}
