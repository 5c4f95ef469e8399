import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { coalesced } from '../../../src/node/images/coalesce.ts';
import { readImage, testFolder } from './folder.ts';
import { gather, memoryGiven, never } from './samples.ts';

const { put } = testFolder();
const MAGICS = ['\x1f\x8b\x08', '\xfd7zXZ\0', 'BZh91AY&SY', '\x28\xb5\x2f\xfd', '\x50\x2a\x4d\x18', 'PK\x03\x04'];

test('whatever follows a magic number, the answer is an image or an error of ours', async () => {
  const content = fc.tuple(fc.constantFrom(...MAGICS), fc.uint8Array({ maxLength: 300 }));
  await fc.assert(
    fc.asyncProperty(content, async ([magic, rest]) => {
      const file = await put('random', Buffer.concat([Buffer.from(magic, 'latin1'), rest]));
      try {
        await readImage(file);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(AppError);
      }
    }),
    { numRuns: 150 },
  );
});

test('gathering chunks changes no byte and leaves few of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 5000 }),
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 4, max: 600 }),
      async (bytes, pieceBytes, targetBytes) => {
        const lengths: number[] = [];
        async function* counted(): AsyncGenerator<Uint8Array> {
          for await (const chunk of coalesced(memoryGiven(bytes, pieceBytes).read(never), targetBytes)) {
            lengths.push(chunk.length);
            yield chunk;
          }
        }
        expect((await gather(counted())).equals(bytes)).toBe(true);
        const small = lengths.slice(0, -1).filter((length) => length < targetBytes / 4);
        expect(small).toEqual([]);
      },
    ),
  );
});
