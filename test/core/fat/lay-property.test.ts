import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { FatFile } from '../../../src/core/fat/fat.ts';
import { layFiles } from '../../../src/core/fat/lay-files.ts';
import { openFat } from '../../../src/core/fat/open-fat.ts';
import { readFatFile } from '../../../src/core/fat/read-file.ts';
import { expectBytes } from '../../support/bytes.ts';
import { readerOf } from '../../support/bytes-reader.ts';
import { AFat, type Made } from './a-fat.ts';
import { WHEN, aFile, lay } from './lay.ts';

const NAME = fc.oneof(
  fc.constantFrom('seed.conf', 'card.json', 'SEED.CON', 'nixberry', 'config.txt', 'CONFIG.TXT'),
  fc.stringMatching(/^[A-Za-z0-9 äß€_+-]{0,30}[A-Za-z0-9ß€]$/),
);
const FILES = fc.uniqueArray(
  fc.record({
    folder: fc.constantFrom('', 'nixberry/', 'nixberry/deep er/'),
    name: NAME,
    length: fc.nat(5000),
    seed: fc.nat(99),
  }),
  { maxLength: 12, selector: ({ folder, name }) => (folder + name).toUpperCase() },
);
const MADE: fc.Arbitrary<Made> = fc.record({
  kind: fc.constantFrom(12, 16, 32),
  sectorBytes: fc.constantFrom(512, 1024, 4096),
  clusterSectors: fc.constantFrom(1, 2),
  tables: fc.integer({ min: 1, max: 3 }),
  clusters: fc.constantFrom(400),
});

test('whatever is laid can be read, in one go or in two, and the extents are as promised', async () => {
  await fc.assert(
    fc.asyncProperty(MADE, FILES, FILES, async (made, some, more) => {
      const fat = new AFat(made);
      const laid = new Map<string, FatFile>();
      for (const wave of [some, more]) {
        const files = wave
          .map(({ folder, name, length, seed }) => aFile(folder + name, length, seed))
          .filter(({ path }) => !/^(nixberry|nixberry\/deep er)$/i.test(path));
        const volume = await fat.open();
        const extents = await layFiles(volume, files, WHEN);
        const again = await layFiles(await fat.open(), files, WHEN);
        expect(again.map(({ offset }) => offset)).toEqual(extents.map(({ offset }) => offset));
        for (const [i, { bytes }] of extents.entries()) expectBytes(again[i]?.bytes ?? null, bytes);
        let end = 0;
        for (const { offset, bytes } of extents) {
          expect(offset % volume.sectorBytes === 0 && bytes.length % volume.sectorBytes === 0).toBe(true);
          expect(offset).toBeGreaterThanOrEqual(end === 0 ? 0 : end + volume.sectorBytes);
          end = offset + bytes.length;
        }
        expect(end).toBeLessThanOrEqual(fat.bytes.length);
        for (const { offset, bytes } of extents) fat.bytes.set(bytes, offset);
        for (const each of files) laid.set(each.path.toUpperCase(), each);
      }
      const volume = await fat.open();
      for (const { path, bytes } of laid.values()) expectBytes(await readFatFile(volume, path, 5000), bytes);
    }),
    { numRuns: 50 },
  );
});

test('a file system with any damage gives an AppError or extents within it', async () => {
  const sound = await lay(new AFat({ kind: 12 }), aFile('nixberry/seed.conf', 3000), aFile('nixberry/card.json'));
  const interesting = sound.dataOffset + 8 * 512;
  const damages = fc.array(fc.tuple(fc.nat(interesting), fc.nat(255)), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(damages, async (bad) => {
      const bytes = sound.bytes.slice();
      for (const [at, value] of bad) bytes[at] = value;
      try {
        const volume = await openFat(readerOf(bytes), { offset: 0, bytes: bytes.length });
        if (!volume) return;
        for (const extent of await layFiles(volume, [aFile('nixberry/seed.conf', 700), aFile('new/one')], WHEN)) {
          expect(extent.offset).toBeGreaterThan(0);
          expect(extent.offset + extent.bytes.length).toBeLessThanOrEqual(bytes.length);
        }
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        expect(['fat-broken', 'seed-no-room']).toContain(thrown.code);
      }
    }),
    { numRuns: 500 },
  );
});
