/** Bytes of an image or of a drive, from wherever they come. Offsets and lengths in bytes, from its start. */
export interface ByteReader {
  /** Exactly `length` bytes; throws AppError `image-truncated` past the end. The result is the caller's. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes to be laid over an image at `offset` of it. */
export interface Extent {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A file in a FAT, by its path from the root: `nixberry/seed.conf`. Compared as FAT does, without regard to case. */
export interface FatFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Where what is in a FAT file system; offsets in bytes of the image, lengths in bytes. Checked by `openFat`. */
export interface FatLayout {
  readonly kind: 12 | 16 | 32;
  readonly sectorBytes: number;
  readonly clusterBytes: number;
  /** Clusters that can hold data; they are numbered from 2. */
  readonly clusters: number;
  /** Where each copy of the allocation table begins. */
  readonly tables: readonly number[];
  /** Which of them counts: another than the first one only on a FAT32 that has switched mirroring off. */
  readonly activeTable: number;
  /** Where cluster 2 begins. */
  readonly dataOffset: number;
  /** FAT12 and FAT16 have it at a fixed place, FAT32 as a chain of clusters. */
  readonly root: { readonly offset: number; readonly bytes: number } | { readonly cluster: number };
  /** The sector in which a FAT32 counts its free clusters. */
  readonly infoOffset: number | null;
}

/** A FAT12, FAT16 or FAT32 file system that was opened by `openFat`. */
export interface FatVolume extends FatLayout {
  /** Where it begins in the image, and how long it is, in bytes. */
  readonly offset: number;
  readonly bytes: number;
  /** Of the root directory's volume entry, else of the boot sector; '' without one. */
  readonly label: string;
  /** The image, read in windows that are kept for a while. */
  readonly disk: ByteReader;
}
