import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diffReport } from '../../../src/cli/kept/diff-report.ts';
import { imagesTable } from '../../../src/cli/kept/images-table.ts';
import { localTime } from '../../../src/cli/render/format.ts';
import { listedImage } from '../../../src/cli/kept/listed-image.ts';
import { pruneImages } from '../../../src/cli/kept/prune-images.ts';
import { createReach } from '../../../src/cli/kept/reach.ts';
import { createStyle } from '../../../src/cli/render/style.ts';
import { cliLineSchema } from '../../../src/contract/cli.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { parseDiff } from '../../../src/core/kept/diff.ts';
import type { SshPort } from '../../../src/core/ssh/ports.ts';
import { aKeptImage, anId, storePath } from '../../core/kept/a-kept-image.ts';
import { fakeKept, fakeRoots } from '../../core/kept/fake-kept.ts';
import { fakeNix } from '../../core/kept/fake-nix.ts';
import { fakeTerminal } from '../fake-terminal.ts';

const FOLDER = '/home/ada/.local/share/nixberry/images';
const plain = createStyle(false);
const image = aKeptImage({ revision: `${'a'.repeat(40)}-dirty` });
const remote = aKeptImage({
  ...{ id: '5e6f7a8b', how: 'cross', place: 'host:ada@big', destination: 'ada@big', revision: null },
  ...{ nixpkgsRevision: null, host: 'a\u202egreenhouse', ms: 11_520_000 },
});

describe('the kept images', () => {
  test('in --json pass their schema, and say where each lies', () => {
    const copied = listedImage({ ...remote, file: 'greenhouse-2026-11-22-5e6f7a8b.img.zst' }, 'here', FOLDER);
    expect(copied).toMatchObject({ path: `${FOLDER}/greenhouse-2026-11-22-5e6f7a8b.img.zst`, destination: null });
    const elsewhere = listedImage(remote, 'elsewhere', FOLDER);
    expect(elsewhere).toMatchObject({ path: remote.imagePath, destination: 'ada@big' });
    const line = { type: 'images', folder: FOLDER, images: [copied, elsewhere], skipped: [] };
    expect(cliLineSchema.parse(line)).toEqual(line);
  });

  test('are a line each, with what each was made of below', () => {
    const listed = [listedImage(image, 'gone', FOLDER), listedImage(remote, 'elsewhere', FOLDER)];
    const time = localTime(image.startedAt);
    expect(time).toMatch(/^2026-11-2[123] \d\d:[03]0$/);
    expect(imagesTable(listed, plain, 100).split('\n')).toEqual([
      'id        host          built             took        size',
      `1a2b3c4d  greenhouse    ${time}  3 min 12 s  1.5 GB`,
      '  git+file:///home/ada/pis at aaaaaaaa (changed since), nixpkgs cccccccc, built natively here',
      `  ${image.imagePath}`,
      '  No longer there: its root is gone, and it was collected as garbage.',
      `5e6f7a8b  a\uFFFDgreenhouse  ${time}  3 h 12 min  1.5 GB`,
      '  git+file:///home/ada/pis, cross-compiled at host:ada@big',
      '  on ada@big:',
      `  ${remote.imagePath}`,
    ]);
  });

  test.each([80, 120])('fit into %i columns', (columns) => {
    const lines = imagesTable([listedImage(remote, 'elsewhere', FOLDER)], plain, columns).split('\n');
    // A path is one word.
    expect(lines.filter((line) => line.length > columns && !line.includes('/nix/store'))).toEqual([]);
  });
});

const { signal } = new AbortController();

/** No machine answers. */
const NOBODY = {
  run: () => Promise.reject(new AppError('remote-unreachable', { place: 'big', reason: 'timeout' })),
} as unknown as SshPort;

describe('pruning', () => {
  test('says what is no longer kept, and what stays', async () => {
    const terminal = fakeTerminal();
    const copy = { file: 'greenhouse-2026-11-22-00000002.img.zst' };
    const kept = fakeKept([
      aKeptImage({ id: anId(1), order: 1 }),
      aKeptImage({ id: anId(2), order: 2, ...copy }),
      aKeptImage({ id: anId(3), order: 3 }),
      aKeptImage({ id: anId(4), order: 4, place: 'host:big', destination: 'ada@big' }),
      aKeptImage({ id: anId(5), order: 5, place: 'host:big', destination: 'ada@big' }),
    ]);
    const code = await pruneImages({ terminal, signal }, kept, createReach(fakeNix({}), fakeRoots(), NOBODY), 1);
    expect(code).toBe(9);
    expect(terminal.said).toEqual([
      expect.stringMatching(/^complain: greenhouse \(00000004\) stays: big cannot be reached: no answer/),
      'out: greenhouse (00000002): no longer kept, 4.1 kB freed.',
      'out: greenhouse (00000001): no longer kept.',
      'out: 2 images are no longer kept; 4.1 kB freed.',
      'out: In the Nix store up to 3 GB more can go now, and what only those images needed: `nix-collect-garbage`.',
    ]);
    expect(terminal.lines).toMatchObject([
      {
        ...{ type: 'images-pruned', freedBytes: 4096, storeBytes: 3_000_000_000 },
        removed: [{ id: anId(2), freedBytes: 4096 }, { id: anId(1) }],
        stays: [{ id: anId(4), code: 'remote-unreachable' }],
      },
    ]);
  });

  test('says what killed processes had left', async () => {
    const terminal = fakeTerminal();
    const swept = { files: ['99999999', 'pi-2026-11-22-99999999.img'], freedBytes: 5000 };
    const kept = { ...fakeKept(), sweep: () => Promise.resolve(swept) };
    const reach = createReach(fakeNix({}), fakeRoots(), NOBODY);
    expect(await pruneImages({ terminal, signal }, kept, reach, 3)).toBe(0);
    expect(terminal.said).toEqual([
      'out: Left by a Nixberry that was killed, and removed now: 99999999, pi-2026-11-22-99999999.img (5 kB).',
    ]);
    expect(terminal.lines).toMatchObject([{ removed: [], swept: swept.files, freedBytes: 5000 }]);
  });

  test('stops when it is cancelled', async () => {
    const kept = fakeKept([aKeptImage({ id: anId(1), order: 1 }), aKeptImage({ id: anId(2), order: 2 })]);
    const reach = createReach(fakeNix({}), fakeRoots(), NOBODY);
    const pruning = pruneImages({ terminal: fakeTerminal(), signal: AbortSignal.abort() }, kept, reach, 1);
    await expect(pruning).rejects.toMatchObject({ code: 'cancelled' });
    expect(kept.images.size).toBe(2);
  });
});

describe('a difference', () => {
  const before = { image, system: storePath('nixos-system-greenhouse-26.05', 'b') };
  const after = { image: null, system: storePath('nixos-system-greenhouse-26.11', 'c') };
  const changes = parseDiff(readFileSync('test/fixtures/nix-diff/nix-2.8.txt', 'utf8'));

  test('begins with the two, and tells first what matters most', () => {
    const diff = { changes, beforeBytes: 3_261_680, afterBytes: 3_307_408 };
    expect(diffReport(before, after, diff, plain, 100)).toBe(`- greenhouse of ${localTime(image.startedAt)} (1a2b3c4d)
+ ${after.system}

NixOS                                     26.05.20260901.aaaaaaa -> 26.05.20261001.bbbbbbb
kernel    linux                 -92.2 kB  6.12.40 -> 6.12.50
systemd   systemd                         257.6 -> 257.9
firmware  raspberrypi-firmware  +30.7 kB  1.20250430 -> 1.20250915
Nix       nix                             2.28.3 -> 2.28.5
packages  glibc                 +62.8 kB  + 2.39
          gone                  -41.3 kB  - 1.0
          grown                 +30.7 kB  same versions
          htop                  +42.3 kB  + 3.4
          newthing              +9.5 kB   + (no version)
          openssh                         10.0p1 -> 10.1p1

All that the system needs: 3.3 MB before, 3.3 MB after (+45.7 kB).`);
  });

  test('may be none', () => {
    const none = { changes: [], beforeBytes: 5, afterBytes: 5 };
    expect(diffReport(before, before, none, plain, 80)).toContain('Both hold the same system.');
    const report = diffReport(before, after, none, plain, 80);
    expect(report).toContain('No version differs');
    expect(report).toContain('5 bytes before, 5 bytes after (no change).');
    expect(diffReport(before, after, { ...none, afterBytes: null }, plain, 80)).not.toContain('null');
  });

  test('does not let a package write on the terminal', () => {
    const tricky = { changes: parseDiff('a\u202eb: 1 → \u00852'), beforeBytes: null, afterBytes: null };
    expect(diffReport(before, after, tricky, plain, 80)).not.toMatch(/[\u202e\u0085]/);
  });
});
