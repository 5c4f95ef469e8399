import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from './drives-support.ts';
import { freeByDumpe2fs, leftOut, makeExt4, makeImage, wholeMib } from './free-support.ts';

const START = 8 << 20;

/** Every layout that mke2fs makes and that is recognised. */
const RECOGNISED: readonly (readonly [name: string, mebibytes: number, options: readonly string[]])[] = [
  ['ext4 as it is made', 600, ['-t', 'ext4']],
  ['ext4 of one group', 64, ['-t', 'ext4']],
  ['ext4 that ends within a group', 333, ['-t', 'ext4']],
  ['ext4 of 64 bits', 600, ['-t', 'ext4', '-O', '64bit,metadata_csum']],
  ['ext4 with a seed of its own', 300, ['-t', 'ext4', '-O', 'metadata_csum,metadata_csum_seed']],
  ['ext4 without checksums', 300, ['-t', 'ext4', '-b', '4096', '-O', '^metadata_csum,^uninit_bg']],
  ['ext4 with the older checksums', 600, ['-t', 'ext4', '-O', '^metadata_csum,uninit_bg']],
  ['ext4 with the older checksums and 64 bits', 600, ['-t', 'ext4', '-O', '^metadata_csum,uninit_bg,64bit']],
  ['ext4 without flexible groups', 600, ['-t', 'ext4', '-O', '^flex_bg']],
  ['ext4 with flexible groups of two', 600, ['-t', 'ext4', '-G', '2']],
  ['ext4 of blocks of 1 KiB', 100, ['-t', 'ext4', '-b', '1024']],
  ['ext4 of blocks of 2 KiB', 200, ['-t', 'ext4', '-b', '2048']],
  ['ext4 of small groups', 200, ['-t', 'ext4', '-g', '1024']],
  ['ext4 with a copy of its superblock in each group', 600, ['-t', 'ext4', '-O', '^sparse_super,^resize_inode']],
  ['ext4 with two copies', 600, ['-t', 'ext4', '-O', 'sparse_super2,^resize_inode']],
  ['ext4 without a journal', 300, ['-t', 'ext4', '-O', '^has_journal']],
  ['ext4 of clusters of 64 KiB', 300, ['-t', 'ext4', '-b', '4096', '-O', 'bigalloc', '-C', '65536']],
  ['ext4 with much', 300, ['-t', 'ext4', '-O', 'inline_data,encrypt,casefold,verity,project,quota,mmp,ea_inode']],
  ['ext4 of small inodes', 300, ['-t', 'ext4', '-I', '128']],
  ['ext4 of many inodes', 300, ['-t', 'ext4', '-i', '4096']],
  ['ext4 for a raid', 600, ['-t', 'ext4', '-E', 'stride=16,stripe_width=64']],
  ['ext4 with its tables farther back', 600, ['-t', 'ext4', '-E', 'packed_meta_blocks=1']],
  ['ext3', 300, ['-t', 'ext3']],
  ['ext2', 300, ['-t', 'ext2']],
];

describe.each(RECOGNISED)('%s', (_, mebibytes, options) => {
  it('has the free MiB that dumpe2fs lists', async () => {
    const file = makeExt4(mebibytes, options);
    const image = makeImage([{ type: '83', file }]);
    const found = await leftOut(image);
    expect(found).toEqual(wholeMib(freeByDumpe2fs(file), START, statSync(file).size));
    expect(found.length).toBeGreaterThan(mebibytes / 4);
  });
});

it('is read at an offset that is no multiple of a MiB', async () => {
  const file = makeExt4(300, ['-t', 'ext4']);
  const image = makeImage([{ type: '83', file }], 'dos', 2048 + 63);
  const found = await leftOut(image);
  expect(found).toEqual(wholeMib(freeByDumpe2fs(file), (2048 + 63) * 512, statSync(file).size));
  expect(found.length).toBeGreaterThan(75);
});

it('is read behind a GPT, whose own copy at the end stays', async () => {
  const file = makeExt4(100, ['-t', 'ext4']);
  const image = makeImage([{ type: 'linux', file }], 'gpt');
  expect(await leftOut(image)).toEqual(wholeMib(freeByDumpe2fs(file), START, statSync(file).size));
});

it('as NixOS makes it: shrunk, and 16 MiB added', async () => {
  const file = makeExt4(600, ['-t', 'ext4']);
  run('resize2fs', '-M', file);
  const blocks = Number(/^Block count:\s+(\d+)$/m.exec(run('dumpe2fs', '-h', file))?.[1]);
  run('resize2fs', file, String(blocks + (16 << 20) / 4096));
  const image = makeImage([{ type: '83', file }]);
  const found = await leftOut(image);
  const bytes = blocks * 4096 + (16 << 20);
  expect(found).toEqual(wholeMib(freeByDumpe2fs(file), START, statSync(file).size, bytes));
  expect(found.length).toBeGreaterThan(5);
});

/** What makes a file system doubtful, and then nothing of it is left out. */
const DOUBTFUL: readonly (readonly [name: string, options: readonly string[], change: (file: string) => void])[] = [
  ['has groups described elsewhere', ['-O', 'meta_bg,^resize_inode'], () => undefined],
  ['has clusters of blocks of 1 KiB', ['-O', 'bigalloc', '-b', '1024', '-C', '16384'], () => undefined],
  ['has a journal to be replayed', [], (file) => debugfs(file, 'feature needs_recovery')],
  ['was not unmounted', [], (file) => debugfs(file, 'ssv state 0')],
  ['has errors', [], (file) => debugfs(file, 'ssv state 3')],
  ['has a feature of tomorrow', [], (file) => debugfs(file, 'ssv feature_incompat 0x40002c2')],
  ['has a superblock with a wrong checksum', [], (file) => poke(file, 1024 + 0x78)],
  ['has a descriptor with a wrong checksum', [], (file) => poke(file, 4096 + 0x0c)],
  ['lies over a leftover: LUKS', [], (file) => write(file, 'LUKS\\272\\276', 0)],
  ['lies below btrfs', [], (file) => write(file, '_BHRfS_M', 65536 + 64)],
  ['lies below ZFS', [], (file) => write(file, '\\014\\261\\272\\000', 128 * 1024)],
];

describe('nothing is left out of an ext4 that', () => {
  it.each(DOUBTFUL)('%s', async (_, options, change) => {
    const file = makeExt4(100, ['-t', 'ext4', '-b', '4096', ...options]);
    change(file);
    expect(await leftOut(makeImage([{ type: '83', file }]))).toEqual([]);
  });

  it.each(['8e', '82', 'fd', 'bf', '0c'])('lies in a partition of type %s', async (type) => {
    const file = makeExt4(100, ['-t', 'ext4']);
    expect(await leftOut(makeImage([{ type, file }]))).toEqual([]);
  });
});

it('leaves out nothing of a group whose bitmap has a wrong checksum, and the rest', async () => {
  const file = makeExt4(600, ['-t', 'ext4', '-O', '^flex_bg']);
  const groups = [...run('dumpe2fs', file).matchAll(/Block bitmap at (\d+)/g)].map(([, block]) => Number(block));
  const [, , bitmap = 0] = groups;
  const all = wholeMib(freeByDumpe2fs(file), START, statSync(file).size);
  poke(file, bitmap * 4096 + 4000);
  const group = { from: 2 * (128 << 20) + START, to: 3 * (128 << 20) + START };
  const isOutside = (at: number): boolean => at < group.from || at >= group.to;
  expect(await leftOut(makeImage([{ type: '83', file }]))).toEqual(all.filter(isOutside));
});

function debugfs(file: string, command: string): void {
  run('debugfs', '-w', '-R', command, file);
}

function poke(file: string, offset: number): void {
  write(file, '\\252\\125', offset);
}

function write(file: string, octal: string, offset: number): void {
  run('sh', '-c', 'printf "$1" | dd of="$2" bs=1 seek="$3" conv=notrunc', 'sh', octal, file, String(offset));
}
