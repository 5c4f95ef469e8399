import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { fileTarget, writeHeader } from '../support/headers.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { give, startTestPass, type TestPass } from '../support/test-pass.ts';
import { until } from '../support/waiting.ts';

const MIB = BLOCK_BYTES;
const IMAGE = testImage(3 * MIB + 700);

async function startPass(): Promise<{ run: TestPass; card: string }> {
  const card = path.join(await tempFolder(), 'card.img');
  const run = startTestPass(writeHeader({ targets: [fileTarget(card)] }));
  await until('the window', () => run.events.some(({ type }) => type === 'window'));
  return { run, card };
}

it('a pass whose image leaves something out writes and verifies the rest, and tells of both', async () => {
  const { run, card } = await startPass();
  give(run.pass, IMAGE.subarray(0, 2 * MIB));
  // Farther than any window reaches: it takes no buffer.
  run.pass.skip({ bytes: 100 * MIB });
  give(run.pass, IMAGE.subarray(2 * MIB));
  run.pass.end();
  const bytes = IMAGE.byteLength + 100 * MIB;
  expect(run.events.at(-1)).toEqual({ type: 'received', bytes, sha256: sha256(IMAGE) });
  run.pass.commit({ bytes, sha256: sha256(IMAGE) });
  await run.pass.done;
  expect(run.outcomes().get(0)).toMatchObject({
    ...{ kind: 'done', bytes, sha256: sha256(IMAGE), skippedBytes: 100 * MIB },
  });
  const there = await readFile(card);
  expect(there.byteLength).toBe(bytes);
  expect(there.subarray(0, 2 * MIB).equals(IMAGE.subarray(0, 2 * MIB))).toBe(true);
  expect(there.subarray(102 * MIB).equals(IMAGE.subarray(2 * MIB))).toBe(true);
});

it('what is left out is no progress, neither while it is written nor while it is read back', async () => {
  const card = path.join(await tempFolder(), 'card.img');
  const bytes = IMAGE.byteLength + 100 * MIB;
  const run = startTestPass(writeHeader({ targets: [fileTarget(card)], imageBytes: bytes }));
  await until('the window', () => run.events.some(({ type }) => type === 'window'));
  give(run.pass, IMAGE.subarray(0, 2 * MIB));
  run.pass.skip({ bytes: 100 * MIB });
  give(run.pass, IMAGE.subarray(2 * MIB));
  run.pass.end();
  run.pass.commit({ bytes, sha256: sha256(IMAGE) });
  await run.pass.done;
  const told = run.events.flatMap((event) => (event.type === 'progress' ? [event] : []));
  const whole = { bytes: IMAGE.byteLength, of: IMAGE.byteLength };
  expect(told.filter((event) => event.bytes === event.of)).toMatchObject([whole, whole]);
  expect(told.filter((event) => event.bytes > IMAGE.byteLength)).toEqual([]);
});

it('an image that ends with what it leaves out is as long as it says', async () => {
  const { run, card } = await startPass();
  give(run.pass, IMAGE.subarray(0, 2 * MIB));
  run.pass.skip({ bytes: 3 * MIB });
  run.pass.end();
  run.pass.commit({ bytes: 5 * MIB, sha256: sha256(IMAGE.subarray(0, 2 * MIB)) });
  await run.pass.done;
  expect(run.outcomes().get(0)).toMatchObject({ kind: 'done', bytes: 5 * MIB, skippedBytes: 3 * MIB });
  expect((await readFile(card)).byteLength).toBe(5 * MIB);
  expect(run.events.findLast((event) => event.type === 'progress')).toMatchObject({ bytes: 2 * MIB, of: 2 * MIB });
});

it('a commit that counts only what came does not fit', async () => {
  const { run } = await startPass();
  give(run.pass, IMAGE.subarray(0, 2 * MIB));
  run.pass.skip({ bytes: 3 * MIB });
  run.pass.end();
  run.pass.commit({ bytes: 2 * MIB, sha256: sha256(IMAGE.subarray(0, 2 * MIB)) });
  await run.pass.done;
  expect(run.outcomes().get(0)).toMatchObject({ kind: 'failed', code: 'unexpected', state: 'unbootable' });
});

it('nothing is left out behind the end', async () => {
  const { run } = await startPass();
  give(run.pass, IMAGE);
  run.pass.end();
  expect(() => {
    run.pass.skip({ bytes: MIB });
  }).toThrow(/unexpected/);
  run.pass.cancel();
  await run.pass.done;
});
