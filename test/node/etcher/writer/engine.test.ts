import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { File } from 'etcher-sdk/build/source-destination/file.js';
import { expect, it } from 'vitest';
import { openEngine, type Engine } from '../../../../src/node/etcher/writer/engine.ts';
import { alignedBuffer } from '../../../../src/writer/blocks.ts';
import { appErrorOf } from '../../../support/errors.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { testImage } from '../../../support/test-image.ts';

const BYTES = 3 << 20;

async function onFile(content: Buffer): Promise<{ readonly engine: Engine; readonly file: string }> {
  const file = path.join(await tempFolder(), 'card');
  await writeFile(file, content);
  return { file, engine: await openEngine(new File({ path: file, write: true }), 512) };
}

it("etcher-sdk's File reads the very bytes, wherever and however long", async () => {
  const content = testImage(BYTES);
  const { engine } = await onFile(content);
  for (const [offset, length] of [
    [0, 512],
    [512, 1 << 20],
    [(1 << 20) - 512, 1024],
    [BYTES - 4096, 4096],
  ] as const) {
    const buffer = alignedBuffer(length);
    expect(await engine.read(buffer, offset)).toBe(length);
    expect(buffer.equals(content.subarray(offset, offset + length))).toBe(true);
  }
  expect(await engine.read(alignedBuffer(1024), BYTES - 512)).toBe(512);
  await engine.close();
});

it("etcher-sdk's File writes the very bytes, and no others", async () => {
  const content = testImage(BYTES);
  const { engine, file } = await onFile(content);
  const written = testImage(1 << 20, 7);
  // A part of a larger memory, as every block of a pass is.
  const memory = alignedBuffer(2 << 20);
  memory.set(written, 1 << 20);
  expect(await engine.write(memory.subarray(1 << 20), 512)).toBe(1 << 20);
  await engine.flush();
  await engine.close();
  content.set(written, 512);
  expect((await readFile(file)).equals(content)).toBe(true);
});

it.each([
  [1, 512],
  [512, 511],
])('a request that etcher-sdk would patch together by itself is refused: %i, %i', async (offset, length) => {
  const { engine } = await onFile(testImage(BYTES));
  const detail = `a request of ${length} bytes at ${offset}`;
  for (const ask of ['read', 'write'] as const) {
    const error = await appErrorOf(engine[ask](Buffer.alloc(length), offset));
    expect(error).toMatchObject({ code: 'unexpected', facts: { detail } });
  }
  await engine.close();
});
