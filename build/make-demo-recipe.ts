// Makes assets/demo/image.recipe: `npm run demo:recipe`. Needed only when the demo's image is to change.
// Wants sfdisk, mkfs.fat, mtools and e2fsprogs; the people who run the demo need none of them.
// Not the same bytes each time (the tools put in when they ran), so that a new recipe is a change to review and commit.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { IMAGE_RECORD_FORMAT, IMAGE_RECORD_PATH, type ImageRecord } from '../src/core/seed/image-record.ts';
import { SEED_FORMAT } from '../src/core/seed/seed.ts';

const SECTOR_BYTES = 512;
const IMAGE_BYTES = 64 << 20;
/** The gap that NixOS leaves on its cards, too: boards with other boot loaders keep them there. */
const FIRMWARE = { sector: 16_384, sectors: 32_768 };
const ROOT = { sector: 49_152, sectors: 81_920 };
const EPOCH_S = 1_767_225_600;
const UUID = '4e697862-6572-4279-a465-6d6f00000001';
const TOOL_TIMEOUT_MS = 60_000;
/** A shorter run of zeros is cheaper as bytes than as a line of its own. */
const MIN_RUN_BYTES = 16;
const LINE_BYTES = 512;

const README = [
  'This card was made by the demo of Nixberry.',
  'It has the partitions of a NixOS card for a Raspberry Pi, and nothing that boots.',
  '',
].join('\n');

/** It says that it takes seeds, so that their way onto a card can be tried without a Pi; nothing is there to read one. */
const RECORD: ImageRecord = {
  format: IMAGE_RECORD_FORMAT,
  host: 'nixberry-demo',
  board: 'pi4',
  nixos: 'demo',
  seed: { format: SEED_FORMAT, user: 'demo', password: false, wifi: null, tailscale: false },
};

const env = {
  SOURCE_DATE_EPOCH: String(EPOCH_S),
  E2FSPROGS_FAKE_TIME: String(EPOCH_S),
  TZ: 'UTC',
  MTOOLS_SKIP_CHECK: '1',
};

async function tool(file: string, args: readonly string[], input = ''): Promise<void> {
  await execa(file, args, { env, input, timeout: TOOL_TIMEOUT_MS });
}

async function makeFirmware(dir: string): Promise<Buffer> {
  const image = join(dir, 'firmware.img');
  const file = join(dir, 'README.TXT');
  await writeFile(image, '');
  await truncate(image, FIRMWARE.sectors * SECTOR_BYTES);
  await tool('mkfs.fat', [
    '-F',
    '16',
    '--invariant',
    '-h',
    String(FIRMWARE.sector),
    '-i',
    '4e425259',
    '-n',
    'FIRMWARE',
    image,
  ]);
  await writeFile(file, README);
  await utimes(file, EPOCH_S, EPOCH_S);
  await tool('mcopy', ['-m', '-i', image, file, '::README.TXT']);
  const record = join(dir, 'image.json');
  await writeFile(record, `${JSON.stringify(RECORD, null, 2)}\n`);
  await utimes(record, EPOCH_S, EPOCH_S);
  await tool('mmd', ['-i', image, `::${dirname(IMAGE_RECORD_PATH)}`]);
  await tool('mcopy', ['-m', '-i', image, record, `::${IMAGE_RECORD_PATH}`]);
  return readFile(image);
}

async function makeRoot(dir: string): Promise<Buffer> {
  const image = join(dir, 'root.img');
  const tree = join(dir, 'root');
  await mkdir(join(tree, 'etc'), { recursive: true });
  await writeFile(join(tree, 'etc', 'hostname'), 'nixberry-demo\n');
  await writeFile(join(tree, 'README'), README);
  for (const path of ['etc/hostname', 'etc', 'README', '.']) await utimes(join(tree, path), EPOCH_S, EPOCH_S);
  await writeFile(image, '');
  await truncate(image, ROOT.sectors * SECTOR_BYTES);
  const extended = `hash_seed=${UUID},root_owner=0:0,lazy_itable_init=1,lazy_journal_init=1,nodiscard`;
  const options = ['-q', '-t', 'ext4', '-L', 'NIXOS_SD', '-U', UUID, '-b', '4096', '-N', '64', '-E', extended];
  await tool('mkfs.ext4', [...options, '-d', tree, image]);
  return readFile(image);
}

async function makeTable(dir: string): Promise<Buffer> {
  const image = join(dir, 'table.img');
  await writeFile(image, '');
  await truncate(image, IMAGE_BYTES);
  const lines = [
    'label: dos',
    'label-id: 0x4e425259',
    `start=${FIRMWARE.sector}, size=${FIRMWARE.sectors}, type=e`,
    `start=${ROOT.sector}, size=${ROOT.sectors}, type=83, bootable`,
  ];
  await tool('sfdisk', ['--no-reread', '--no-tell-kernel', image], lines.join('\n'));
  const handle = await open(image);
  try {
    return (await handle.read(Buffer.alloc(SECTOR_BYTES), 0, SECTOR_BYTES, 0)).buffer;
  } finally {
    await handle.close();
  }
}

/** One `zeros` or `bytes` line for each run; every byte in octal, since that is what every shell's printf reads. */
function encode(data: Buffer): string[] {
  const lines: string[] = [];
  let at = 0;
  while (at < data.length) {
    const zeros = runOfZeros(data, at);
    if (zeros >= MIN_RUN_BYTES || at + zeros === data.length) {
      lines.push(`zeros ${zeros}`);
      at += zeros;
      continue;
    }
    const start = at;
    while (at < data.length && at - start < LINE_BYTES && runOfZeros(data, at, MIN_RUN_BYTES) < MIN_RUN_BYTES) at++;
    const octal = [...data.subarray(start, at)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
    lines.push(`bytes '${octal.join('')}'`);
  }
  return lines;
}

function runOfZeros(data: Buffer, from: number, atMost = Infinity): number {
  let at = from;
  while (at < data.length && at - from < atMost && data[at] === 0) at++;
  return at - from;
}

const dir = await mkdtemp(join(tmpdir(), 'nixberry-recipe-'));
try {
  const [table, firmware, root] = [await makeTable(dir), await makeFirmware(dir), await makeRoot(dir)];
  const gap = Buffer.alloc(FIRMWARE.sector * SECTOR_BYTES - table.length);
  const sha256 = createHash('sha256').update(table).update(gap).update(firmware).update(root).digest('hex');
  const recipe = [
    `# Made by build/make-demo-recipe.ts. SHA-256 of the image: ${sha256}`,
    'phase partitions',
    "say 'a partition table with FIRMWARE (FAT, 16 MiB) and NIXOS_SD (ext4, 40 MiB)'",
    ...encode(table),
    ...encode(gap),
    'phase firmware',
    "say 'writing FIRMWARE'",
    ...encode(firmware),
    'phase root',
    "say 'writing NIXOS_SD'",
    ...encode(root),
    'phase done',
    "say '64 MiB made'",
    '',
  ];
  await writeFile(new URL('../assets/demo/image.recipe', import.meta.url), recipe.join('\n'));
} finally {
  await rm(dir, { recursive: true, force: true });
}
