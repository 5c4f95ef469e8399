import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../src/core/errors/app-error.ts';
import type { ImageSource } from '../../src/core/ports.ts';
import type { Decode } from '../../src/node/images/formats/format.ts';
import { xzLength } from '../../src/node/images/formats/xz-length.ts';
import { unxzWasm } from '../../src/node/images/formats/xz-wasm.ts';
import { openFile } from '../../src/node/images/given-file.ts';
import { imageSource } from '../../src/node/images/image-source.ts';
import { images } from '../../src/node/images/images.ts';

/** Files as the real tools make them, whole and in many ways broken. Needs gzip, xz, bzip2, zstd, zip and python3. */
const TOOL_TIMEOUT_MS = 60_000;
const HALF_BYTES = 3 << 19;
const never = new AbortController().signal;

let folder = '';
let plain: Buffer = Buffer.alloc(0);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nixberry-formats-'));
  // As in an image: programs, text, empty space, and something that cannot be compressed.
  const program = (await readFile(process.execPath)).subarray(0, 1 << 20);
  const text = Buffer.from('nixos-sd-image '.repeat(20_000));
  plain = Buffer.concat([
    Buffer.alloc(1 << 19),
    program,
    Buffer.alloc(1 << 20),
    text,
    randomBytes(300_001),
    Buffer.alloc(900_000),
  ]);
  await writeFile(at('plain'), plain);
  await writeFile(at('first'), plain.subarray(0, HALF_BYTES));
  await writeFile(at('second'), plain.subarray(HALF_BYTES));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

async function tool(command: string, args: readonly string[]): Promise<Buffer> {
  const { stdout } = await execa(command, args, {
    cwd: folder,
    encoding: 'buffer',
    maxBuffer: 1 << 28,
    timeout: TOOL_TIMEOUT_MS,
  });
  return Buffer.from(stdout);
}

/** Both halves compressed apart and put behind each other. */
async function twoParts(command: string, args: readonly string[], between = Buffer.alloc(0)): Promise<Buffer> {
  return Buffer.concat([await tool(command, [...args, 'first']), between, await tool(command, [...args, 'second'])]);
}

async function zipFile(args: readonly string[]): Promise<Buffer> {
  await rm(at('out.zip'), { force: true });
  await tool('zip', ['-q', ...args]);
  return readFile(at('out.zip'));
}

const PYTHON_ZIP64 = `
import zipfile
with zipfile.ZipFile('out.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('notes.txt', 'notes')
    with z.open('plain.img', 'w', force_zip64=True) as f:
        f.write(open('plain', 'rb').read())
`;

async function pythonZip(): Promise<Buffer> {
  await tool('python3', ['-c', PYTHON_ZIP64]);
  return readFile(at('out.zip'));
}

interface Variant {
  readonly name: string;
  readonly format: string;
  readonly make: () => Promise<Buffer>;
  readonly bytesKnown: boolean;
  /** Where it is made of two parts, a file that ends between them is a whole one. */
  readonly parts?: true;
  /** Without a checksum a turned bit cannot always be noticed. */
  readonly unchecked?: true;
  /** A decoder of xz other than the one that is chosen here. */
  readonly decode?: Decode;
}

const known = { bytesKnown: true } as const;
const unknown = { bytesKnown: false } as const;
const FORMAT_VARIANTS: readonly Variant[] = [
  { name: 'gzip -1', format: 'gzip', make: () => tool('gzip', ['-1', '-c', 'plain']), ...unknown },
  { name: 'gzip -9 with a name', format: 'gzip', make: () => tool('gzip', ['-9', '-N', '-c', 'plain']), ...unknown },
  { name: 'gzip members', format: 'gzip', make: () => twoParts('gzip', ['-c']), ...unknown, parts: true },
  { name: 'xz -1', format: 'xz', make: () => tool('xz', ['-1', '-c', 'plain']), ...known },
  { name: 'xz -9', format: 'xz', make: () => tool('xz', ['-9', '-c', 'plain']), ...known },
  {
    name: 'xz -T2 in blocks',
    format: 'xz',
    make: () => tool('xz', ['-T2', '--block-size=1MiB', '-1', '-c', 'plain']),
    ...known,
  },
  { name: 'xz with CRC32', format: 'xz', make: () => tool('xz', ['-1', '-C', 'crc32', '-c', 'plain']), ...known },
  {
    name: 'xz streams with padding',
    format: 'xz',
    make: () => twoParts('xz', ['-1', '-c'], Buffer.alloc(8)),
    ...known,
    parts: true,
  },
  { name: 'bzip2 -1', format: 'bzip2', make: () => tool('bzip2', ['-1', '-c', 'plain']), ...unknown },
  { name: 'bzip2 -9', format: 'bzip2', make: () => tool('bzip2', ['-9', '-c', 'plain']), ...unknown },
  { name: 'bzip2 streams', format: 'bzip2', make: () => twoParts('bzip2', ['-c']), ...unknown, parts: true },
  { name: 'zstd', format: 'zstd', make: () => tool('zstd', ['-q', '-c', 'plain']), ...known },
  { name: 'zstd -19', format: 'zstd', make: () => tool('zstd', ['-q', '-19', '-c', 'plain']), ...known },
  { name: 'zstd --long', format: 'zstd', make: () => tool('zstd', ['-q', '--long=27', '-c', 'plain']), ...known },
  {
    name: 'zstd frames of -T0',
    format: 'zstd',
    make: () => twoParts('zstd', ['-q', '-T0', '-c'], Buffer.from('P*M\x18\x03\0\0\0abc', 'latin1')),
    ...known,
    parts: true,
  },
  {
    name: 'zstd without a checksum',
    format: 'zstd',
    make: () => tool('zstd', ['-q', '--no-check', '-c', 'plain']),
    ...known,
    unchecked: true,
  },
  { name: 'zip', format: 'zip', make: () => zipFile(['out.zip', 'plain']), ...known },
  { name: 'zip stored', format: 'zip', make: () => zipFile(['-0', 'out.zip', 'plain']), ...known },
  { name: 'zip64 of python with notes', format: 'zip', make: pythonZip, ...known },
];
/** Where liblzma loads, it is what reads xz: what does so elsewhere is tried with the same files. */
const VARIANTS = FORMAT_VARIANTS.concat(
  FORMAT_VARIANTS.filter(({ format }) => format === 'xz').map((variant) => ({
    ...variant,
    name: `${variant.name} by xz-decompress`,
    decode: unxzWasm,
  })),
);

interface Read {
  readonly code: string;
  readonly bytes: number | null;
  readonly givenSha256: string | null;
}

async function open(decode: Decode | undefined): Promise<ImageSource> {
  if (!decode) return images.open(at('image'), { hashGiven: true, signal: never });
  const given = await openFile(at('image'));
  const prepared = { bytes: await xzLength(given.handle, given.bytes), decode };
  return imageSource({ given, format: 'xz', prepared, head: new Uint8Array(), onDisks: [], hashGiven: true });
}

/** Opens and reads a file: `same` or `different`, or the error's code. Errors that are not ours are thrown. */
async function read(bytes: Uint8Array, decode?: Decode): Promise<Read> {
  await writeFile(at('image'), bytes);
  try {
    const source = await open(decode);
    try {
      const hash = createHash('sha256');
      for await (const chunk of source.chunks(never)) hash.update(chunk);
      const same = hash.digest('hex') === createHash('sha256').update(plain).digest('hex');
      return { code: same ? 'same' : 'different', bytes: source.bytes, givenSha256: source.givenSha256() };
    } finally {
      await source.close();
    }
  } catch (thrown) {
    if (thrown instanceof AppError) return { code: thrown.code, bytes: null, givenSha256: null };
    throw thrown;
  }
}

describe.each(VARIANTS)('$name', ({ format, make, bytesKnown, parts, unchecked, decode }) => {
  let bytes: Buffer = Buffer.alloc(0);
  beforeAll(async () => {
    bytes = await make();
  });
  const places = (count: number): number[] =>
    Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * bytes.length) / count));

  test('is read right, its length known or not, and hashed as given', async () => {
    await writeFile(at('image'), bytes);
    const source = await images.open(at('image'), { hashGiven: false, signal: never });
    expect(source.format).toBe(format);
    await source.close();
    expect(await read(bytes, decode)).toEqual({
      code: 'same',
      bytes: bytesKnown ? plain.length : null,
      givenSha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  test('cut off anywhere it is truncated', async () => {
    for (const length of [...places(9), bytes.length - 1, bytes.length - 4, bytes.length - 9]) {
      const { code } = await read(bytes.subarray(0, length), decode);
      expect([length, code]).toEqual([length, 'image-truncated']);
    }
  });

  test('a turned bit is noticed', async () => {
    for (const place of places(12)) {
      const copy = Buffer.from(bytes);
      copy[place] = (copy[place] ?? 0) ^ 0x10;
      const { code } = await read(copy, decode);
      if (!unchecked) expect([place, code]).toEqual([place, expect.stringMatching(/^image-(corrupt|truncated)$/)]);
    }
  });

  test('what follows its end is noticed', async () => {
    const garbage = await read(Buffer.concat([bytes, Buffer.from('this is garbage')]), decode);
    expect(garbage.code).toBe('image-trailing-garbage');
    const again = await read(Buffer.concat([bytes, bytes.subarray(0, 1000)]), decode);
    expect(again.code).toMatch(format === 'zip' ? /trailing-garbage|corrupt/ : /truncated/);
  });

  test('a missing half of two is not noticed, which no tool could, and is no crash', async () => {
    if (!parts) return;
    const { code } = await read(await makeFirst(bytes, format), decode);
    expect(code).toBe('different');
  });
});

/** The first of two parts, found by the second's magic number. */
function makeFirst(bytes: Buffer, format: string): Promise<Buffer> {
  const magic = { gzip: '\x1f\x8b\x08', xz: '\xfd7zXZ\0', bzip2: 'BZh91AY&SY', zstd: '\x28\xb5\x2f\xfd' }[format] ?? '';
  return Promise.resolve(bytes.subarray(0, bytes.lastIndexOf(magic, undefined, 'latin1')));
}

test.each([
  ['tar', () => tool('tar', ['-c', 'plain']), 'tar'],
  ['tar.gz', () => tool('tar', ['-cz', 'plain']), 'tar'],
])('%s is no image', async (_, make, what) => {
  await writeFile(at('image'), await make());
  await expect(images.open(at('image'), { hashGiven: false, signal: never })).rejects.toMatchObject({
    code: 'image-unknown-format',
    facts: { what },
  });
});

test('an xz dictionary that would need too much memory is refused', async () => {
  const bytes = await tool('xz', ['--lzma2=preset=0,dict=128MiB', '-c', 'plain']);
  expect((await read(bytes)).code).toBe('image-unknown-format');
  expect((await read(bytes, unxzWasm)).code).toBe('image-unknown-format');
});

test('compressed twice', async () => {
  await writeFile(at('once.xz'), await tool('xz', ['-0', '-c', 'plain']));
  expect((await read(await tool('gzip', ['-c', 'once.xz']))).code).toBe('image-twice-compressed');
});
