import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoFile } from '../../src/node/demo/demo-files.ts';
import { makeDemoImage, type DemoResult } from '../../src/node/demo/demo.ts';
import { createNixPort } from '../../src/node/nix/nix-port.ts';
import { buildReal } from './nix-flake.ts';

const TIMEOUT_MS = 20_000;
let dir: string;
beforeAll(async () => (dir = await mkdtemp(join(tmpdir(), 'nixberry-demo-test-'))));
afterAll(() => rm(dir, { recursive: true, force: true }));

const run = async (file: string, args: readonly string[]): Promise<string> =>
  (await execa(file, args, { timeout: TIMEOUT_MS, env: { MTOOLS_SKIP_CHECK: '1' } })).stdout;

async function make(nix: 'auto' | 'never'): Promise<DemoResult> {
  const workDir = await mkdtemp(join(dir, 'work-'));
  const ports = { nix: createNixPort(), clock: performance };
  for await (const event of makeDemoImage({ nix, workDir }, ports, new AbortController().signal))
    if (event.type === 'done') return event.result;
  throw new Error('the demo made no image');
}

async function sha256(path: string | null): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path ?? ''))
    .digest('hex');
}

describe('the demo', () => {
  it('has the same bytes with Nix and without', async () => {
    const withNix = await make('auto');
    expect(withNix.builtBy).toBe('nix');
    const itself = await make('never');
    expect(itself.builtBy).toBe('itself');
    expect(await sha256(withNix.imagePath)).toBe(await sha256(itself.imagePath));
  });

  it.each([
    ['without a sandbox', ['--option', 'sandbox', 'false']],
    [
      'in the sandbox, with this computer’s shell brought in',
      [
        ...['--option', 'sandbox', 'true', '--option', 'sandbox-fallback', 'false'],
        ...['--option', 'extra-sandbox-paths', '/bin=/usr/bin /lib=/usr/lib /lib64=/usr/lib64'],
      ],
    ],
  ])('is built offline by Nix, %s', async (_, sandbox) => {
    const flake = await mkdtemp(join(dir, 'flake-'));
    for (const name of ['flake.nix', 'play.sh', 'image.recipe'] as const)
      await copyFile(demoFile(name), join(flake, name));
    const options = ['--option', 'substituters', '', '--option', 'build-users-group', '', ...sandbox];
    expect((await buildReal({ flakeRef: `path:${flake}`, options })).end).toMatchObject({ type: 'done' });
    // Nix itself compares what it builds again with what is there.
    const { end, events } = await buildReal({ flakeRef: `path:${flake}`, options: [...options, '--rebuild'] });
    expect(events.filter((event) => event.type === 'phase').map((event) => event.phase)).toEqual([
      'partitions',
      'firmware',
      'root',
      'done',
    ]);
    expect(end).toMatchObject({ type: 'done', result: { bytes: 64 << 20 } });
  });

  it('is a card that the real tools read', async () => {
    const { imagePath } = await make('never');
    const path = imagePath ?? '';
    const table = JSON.parse(await run('sfdisk', ['--json', path])) as {
      partitiontable: { label: string; partitions: { start: number; size: number }[] };
    };
    expect(table.partitiontable).toMatchObject({
      label: 'dos',
      partitions: [{ type: 'e' }, { type: '83', bootable: true }],
    });
    const [firmware, root] = table.partitiontable.partitions;

    expect(await run('mdir', ['-b', '-i', `${path}@@${(firmware?.start ?? 0) * 512}`])).toContain('README.TXT');
    const fat = await cut(path, 'fat.img', firmware);
    await run('fsck.fat', ['-n', fat]);
    expect(await run('blkid', ['-o', 'value', '-s', 'LABEL', '-p', fat])).toContain('FIRMWARE');

    const ext4 = await cut(path, 'ext4.img', root);
    await run('e2fsck', ['-fn', ext4]);
    expect(await run('blkid', ['-o', 'export', '-p', ext4])).toMatch(/LABEL=NIXOS_SD[^]*TYPE=ext4/);
    expect(await run('debugfs', ['-R', 'cat /etc/hostname', ext4])).toBe('nixberry-demo');
  });

  async function cut(image: string, name: string, partition?: { start: number; size: number }): Promise<string> {
    const { start, size } = partition ?? { start: 0, size: 0 };
    const file = await open(image);
    const data = Buffer.alloc(size * 512);
    await file.read(data, 0, data.length, start * 512);
    await file.close();
    const path = join(dir, name);
    const out = await open(path, 'w');
    await out.write(data);
    await out.close();
    return path;
  }
});
