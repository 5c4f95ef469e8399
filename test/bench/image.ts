import { createCipheriv, type Cipher } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';

export const FORMATS = ['raw', 'zst', 'gz', 'xz'] as const;
export type Format = (typeof FORMATS)[number];

export interface BenchImages {
  readonly bytes: number;
  readonly files: Readonly<Record<Format, string>>;
}

const COMPRESS_MS = 15 * 60_000;
const BLOCK_BYTES = 64 << 10;
/** Of twenty blocks, as in a card of NixOS: compressed files (the initrd, firmware, man pages), programs and text, holes. */
const INCOMPRESSIBLE = 4;
const TEXT = 11;
const BLOCKS_IN_ROUND = 20;
const WORDS = 1024;
/** A change of the recipe must change this: images are kept by it. */
const RECIPE = 1;

/** Low levels, which only the packing feels; the xz dictionary, which the decoder has to hold, is the usual one. */
const PACKERS = {
  zst: ['zstd', '-q', '-f', '-8', '-T0', '-k', '-o'],
  gz: ['gzip', '-6', '-c'],
  xz: ['xz', '--lzma2=preset=1,dict=8MiB', '-T0', '-c'],
} as const;

/** Where images are kept between runs. */
export async function imageFolder(): Promise<string> {
  const folder = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'nixberry-bench');
  await mkdir(folder, { recursive: true });
  return folder;
}

/** An image that compresses about 3:1, the same on every machine, and packed in each format. Kept between runs. */
export async function benchImages(mebibytes: number, say: (line: string) => void): Promise<BenchImages> {
  const folder = await imageFolder();
  const bytes = mebibytes * 2 ** 20;
  const raw = path.join(folder, `image-${RECIPE}-${mebibytes}.img`);
  if (!existsSync(raw)) {
    say(`making an image of ${mebibytes} MiB`);
    await pipeline(Readable.from(blocks(bytes)), createWriteStream(`${raw}.part`));
    await rename(`${raw}.part`, raw);
  }
  const files = { raw, zst: `${raw}.zst`, gz: `${raw}.gz`, xz: `${raw}.xz` };
  for (const format of ['zst', 'gz', 'xz'] as const) await pack(raw, files[format], format, say);
  return { bytes, files };
}

async function pack(raw: string, to: string, format: keyof typeof PACKERS, say: (line: string) => void): Promise<void> {
  if (!existsSync(to)) {
    say(`packing it as .${format}`);
    const part = `${to}.part`;
    const [program, ...argv] = PACKERS[format];
    if (format === 'zst') await execa(program, [...argv, part, raw], { timeout: COMPRESS_MS });
    else await execa(program, [...argv, raw], { timeout: COMPRESS_MS, stdout: { file: part }, buffer: false });
    await rename(part, to);
  }
  const ratio = (await stat(raw)).size / (await stat(to)).size;
  say(`.${format} is ${ratio.toFixed(2)} times smaller`);
}

function* blocks(bytes: number): Generator<Uint8Array> {
  const random = createCipheriv('aes-128-ctr', Buffer.alloc(16, RECIPE), Buffer.alloc(16));
  const words = vocabulary(random);
  const hole = new Uint8Array(BLOCK_BYTES);
  for (let made = 0, number = 0; made < bytes; made += BLOCK_BYTES, number++) {
    const kind = (number * 7) % BLOCKS_IN_ROUND; // 7 and 20 share no factor: the kinds are mixed
    if (kind < INCOMPRESSIBLE) yield randomBytes(random, BLOCK_BYTES);
    else if (kind < INCOMPRESSIBLE + TEXT) yield textBlock(random, words);
    else yield hole;
  }
}

function randomBytes(random: Cipher, length: number): Buffer {
  return random.update(Buffer.alloc(length));
}

/** Words of 4 to 19 bytes. */
function vocabulary(random: Cipher): readonly Buffer[] {
  return Array.from({ length: WORDS }, () => randomBytes(random, 3 + ((randomBytes(random, 1)[0] ?? 0) % 16)));
}

/** Frequent words are frequent: the product of two numbers leans towards the small ones. */
function textBlock(random: Cipher, words: readonly Buffer[]): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  const dice = randomBytes(random, BLOCK_BYTES);
  let at = 0;
  for (let throwAt = 0; at < BLOCK_BYTES; throwAt += 2) {
    const [first = 0, second = 0] = dice.subarray(throwAt, throwAt + 2);
    const word = words[(first * second) >> 6];
    if (word) at += word.copy(block, at);
  }
  return block;
}
