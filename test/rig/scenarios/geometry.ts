import assert from 'node:assert/strict';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { MIB } from '../host/block-devices.ts';
import { startsWith } from '../host/bytes.ts';
import type { PlugOptions, Rig, Scenario } from '../scenario.ts';
import { assertExit, assertRefused, outcomeOf } from './checks.ts';
import { assertFailed } from './faults.ts';

const SECTOR = 512;

interface Geometry {
  readonly name: string;
  readonly expected: string;
  /** The drive, for an image of so many bytes. */
  readonly drive: (imageBytes: number) => PlugOptions;
  /** The image is shorter than the rig's by so many bytes; 0 when left out. */
  readonly shortenBy?: number;
  /** The warning that a person gets. */
  readonly warning?: 'sector-size';
}

const fitting: readonly Geometry[] = [
  {
    name: 'sectors-4096',
    expected: 'exit 0, warned of the sector size, same bytes',
    drive: () => ({ sectorBytes: 4096 }),
    warning: 'sector-size',
  },
  {
    name: 'sectors-4096-odd-image',
    expected: 'exit 0, an image one byte short, same bytes',
    drive: () => ({ sectorBytes: 4096 }),
    shortenBy: 1,
    warning: 'sector-size',
  },
  {
    name: 'odd-drive',
    expected: 'exit 0, no multiple of 1 MiB, same bytes',
    drive: (imageBytes) => ({ bytes: imageBytes + MIB + 7 * SECTOR }),
  },
  {
    name: 'odd-image',
    expected: 'exit 0, one byte short of a sector, same bytes',
    drive: (imageBytes) => ({ bytes: imageBytes + 8 * MIB }),
    shortenBy: 1,
  },
  {
    name: 'exact-drive',
    expected: 'exit 0, as large as the image, same bytes',
    drive: (imageBytes) => ({ bytes: imageBytes }),
  },
  {
    name: 'exact-drive-odd-image',
    expected: 'exit 0, as large as an image of odd length, same bytes',
    drive: (imageBytes) => ({ bytes: Math.ceil(imageBytes / SECTOR) * SECTOR }),
    shortenBy: 1,
  },
];

/** Lengths and sector sizes that a program may round wrongly. */
export const geometry: readonly Scenario[] = [
  ...fitting.map(scenarioOf),
  {
    name: 'too-small-by-a-sector',
    expected: 'exit 3, too small, untouched',
    async run(rig) {
      const { size } = await stat(rig.image);
      const stick = await rig.plug('short', { bytes: size - SECTOR, content: 'card' });
      const words = /holds .*, and the image needs [^]*Choose another drive/;
      const { driveBytes, imageBytes } = await assertRefused(rig, stick, { why: 'too-small', words });
      assert.deepEqual({ driveBytes, imageBytes }, { driveBytes: size - SECTOR, imageBytes: size });
      return 'exit 3, too small, untouched';
    },
  },
  {
    name: 'packed-too-large-by-a-sector',
    expected: 'exit 3, image-too-large, unbootable',
    async run(rig) {
      const { size } = await stat(rig.image);
      const packed = path.join(rig.folder, 'packed.img.gz');
      await pipeline(createReadStream(rig.image), createGzip({ level: 1 }), createWriteStream(packed));
      const stick = await rig.plug('packed', { bytes: size - SECTOR });
      const ran = await rig.nixberry('flash', packed, '--to', stick.device, '--yes');
      assertFailed(ran, {
        exit: 'refused',
        code: 'image-too-large',
        state: 'unbootable',
        words: /image[^]*holds|image[^]*does not fit/,
      });
      // Rounded, the two would be the same.
      const sizes = [size, size - SECTOR].map((bytes) => `${bytes.toLocaleString('en')}\u00a0bytes`);
      for (const words of sizes) assert.ok(ran.text.includes(words), `${words} is not in:\n${ran.text}`);
      return 'exit 3, image-too-large, unbootable';
    },
  },
];

function scenarioOf({ name, expected, drive, shortenBy = 0, warning }: Geometry, at: number): Scenario {
  return {
    name,
    expected,
    async run(rig) {
      const image = await imageOf(rig, shortenBy);
      const { size } = await stat(image);
      const stick = await rig.plug(`geo${at}`, drive(size));
      const ran = await rig.nixberry('flash', image, '--to', stick.device, '--yes');
      assertExit(ran, EXIT.done);
      const warnings = ran.lines.flatMap((line) => (line.type === 'target' ? line.warnings : []));
      assert.deepEqual(
        warnings.map(({ code }) => code),
        warning === undefined ? [] : [warning],
      );
      const outcome = outcomeOf(ran);
      assert.ok(outcome.kind === 'done', JSON.stringify(outcome));
      assert.deepEqual([outcome.bytes, outcome.verified], [size, 'direct']);
      await rig.unplug(stick);
      assert.ok(await startsWith(stick.file, image), "the drive's bytes are not the image's");
      return 'exit 0, verified past the cache, same bytes';
    },
  };
}

/** Made once: the guest keeps what it has seen of a file. */
async function imageOf(rig: Rig, shortenBy: number): Promise<string> {
  if (shortenBy === 0) return rig.image;
  const { size } = await stat(rig.image);
  const image = path.join(rig.folder, `less-${shortenBy}.img`);
  const isMade = await stat(image).then(
    () => true,
    () => false,
  );
  if (isMade) return image;
  await copyFile(rig.image, image);
  await truncate(image, size - shortenBy);
  return image;
}
