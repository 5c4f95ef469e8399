import { createReadStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSieve } from '../../src/core/flash/sift.ts';
import { newSha256 } from '../../src/node/sha256.ts';
import { testImage } from '../support/test-image.ts';
import { folder, run } from './drives-support.ts';
import { emptyFile } from './fat-support.ts';

export const MIB = 1 << 20;

/** Not a divisor of anything: where a chunk ends is nobody's business. */
const CHUNK_BYTES = 300_001;

/** What a file system is filled with: small and large files in folders. Returns the folder and its files' paths. */
export function someFiles(mebibytes: number): { readonly root: string; readonly paths: readonly string[] } {
  const root = folder('/var/tmp');
  const paths: string[] = [];
  let left = mebibytes * MIB;
  for (let i = 0; left > 0; i++) {
    const bytes = Math.min(left, i % 3 === 0 ? 3_000_000 : 70_000 * (1 + (i % 7)));
    const path = `f${i % 5}/file-${i}`;
    mkdirSync(join(root, `f${i % 5}`), { recursive: true });
    writeFileSync(join(root, path), testImage(bytes, i));
    paths.push(path);
    left -= bytes;
  }
  return { root, paths };
}

/** An ext2, ext3 or ext4 alone in a file, filled, and with every third file removed again. */
export function makeExt4(mebibytes: number, options: readonly string[], files = someFiles(mebibytes / 3)): string {
  const file = emptyFile(mebibytes * MIB);
  run('mke2fs', '-q', '-F', '-d', files.root, ...options, file);
  const gone = files.paths.filter((_, i) => i % 3 === 1).map((path) => `rm /${path}`);
  const script = join(folder('/var/tmp'), 'script');
  writeFileSync(script, `${gone.join('\n')}\n`);
  run('debugfs', '-w', '-f', script, file);
  // 1: something was put right, as quotas after files were put in from outside.
  run('sh', '-c', 'e2fsck -fy "$1" || [ $? -eq 1 ]', 'sh', file);
  return file;
}

/** One of a card's partitions: its type for sfdisk, and the file with its content. */
export interface Part {
  readonly type: string;
  readonly file: string;
}

/** An image with these partitions, the first at 8 MiB unless `startSector` says otherwise. */
export function makeImage(parts: readonly Part[], label: 'dos' | 'gpt' = 'dos', startSector = 8 * 2048): string {
  const sectors = parts.map(({ file }) => statSync(file).size / 512);
  const end = sectors.reduce((sum, size) => sum + size, startSector);
  const image = emptyFile((end + 2048) * 512);
  let start = startSector;
  const lines = parts.map(({ type }, i) => {
    const line = `start=${start}, size=${sectors[i] ?? 0}, type=${type}`;
    start += sectors[i] ?? 0;
    return line;
  });
  const table = join(folder('/var/tmp'), 'table');
  writeFileSync(table, [`label: ${label}`, 'unit: sectors', ...lines, ''].join('\n'));
  run('sh', '-c', 'sfdisk -q --no-reread --wipe never "$1" < "$2"', 'sh', image, table);
  start = startSector;
  for (const [i, { file }] of parts.entries()) {
    run('dd', `if=${file}`, `of=${image}`, 'bs=1M', `seek=${start * 512}`, 'oflag=seek_bytes', 'conv=notrunc,sparse');
    start += sectors[i] ?? 0;
  }
  return image;
}

/** The MiB of an image that are left out: where each begins. */
export async function leftOut(
  image: string,
  kept: readonly { offset: number; bytes: number }[] = [],
): Promise<number[]> {
  const found: number[] = [];
  let offset = 0;
  const chunks = createReadStream(image, { highWaterMark: CHUNK_BYTES });
  for await (const piece of createSieve(image, kept, newSha256).sift(chunks)) {
    if (piece instanceof Uint8Array) offset += piece.byteLength;
    else {
      for (let at = 0; at < piece.bytes; at += MIB) found.push(offset + at);
      offset += piece.bytes;
    }
  }
  return found;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What dumpe2fs calls free, in bytes from the file system's start. */
export function freeByDumpe2fs(file: string): readonly Span[] {
  const text = run('dumpe2fs', file);
  const blockBytes = Number(/^Block size:\s+(\d+)$/m.exec(text)?.[1]);
  // Of a run of clusters the first block of the last one is named.
  const clusterBytes = Number(/^Cluster size:\s+(\d+)$/m.exec(text)?.[1] ?? blockBytes);
  const lists = [...text.matchAll(/^ {2}Free blocks: (.*)$/gm)].map(([, list = '']) => list);
  return lists.flatMap((list) =>
    list
      .split(', ')
      .filter(Boolean)
      .map((range) => {
        const [first = 0, last = first] = range.split('-').map(Number);
        return { from: first * blockBytes, to: last * blockBytes + clusterBytes };
      }),
  );
}

/**
 * The whole MiB of an image that lie within these spans of a partition, but for its first MiB and the last one of each length:
 * of the partition, and of a file system that is shorter.
 */
export function wholeMib(spans: readonly Span[], partitionOffset: number, ...lengths: readonly number[]): number[] {
  const kept = [0, ...lengths.map((length) => length - MIB)].map((at) => partitionOffset + at);
  return mibWithin(spans, partitionOffset).filter((at) => kept.every((from) => at + MIB <= from || at >= from + MIB));
}

function mibWithin(spans: readonly Span[], partitionOffset: number): number[] {
  const found: number[] = [];
  let open: { from: number; to: number } | null = null;
  const close = (): void => {
    if (!open) return;
    for (let at = Math.ceil(open.from / MIB) * MIB; at + MIB <= open.to; at += MIB) found.push(at);
  };
  for (const { from, to } of [...spans].sort((one, other) => one.from - other.from)) {
    if (open?.to === from + partitionOffset) open = { from: open.from, to: to + partitionOffset };
    else {
      close();
      open = { from: from + partitionOffset, to: to + partitionOffset };
    }
  }
  close();
  return found;
}
