import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Drive } from '../../../src/core/drives/drive.ts';
import { createContentReader } from '../../../src/main/drives/read-contents.ts';
import { demoImage } from '../../support/demo-image.ts';
import { appErrorOf } from '../../support/errors.ts';
import { flashWorld, stick } from '../../support/flash-world.ts';
import { scriptedWriter, type WriterScript } from '../../support/scripted-writer.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const IMAGE = demoImage();
const DEMO = { kind: 'nixberry', host: 'nixberry-demo', writtenAt: null };
const noted = (): void => undefined;
const goesOn = new AbortController().signal;

/** Brings back what lies on the card. */
const honest: WriterScript = async ({ next, emit }) => {
  for (let command = await next(); command?.type === 'header' && command.header.op === 'read'; command = await next()) {
    const { offset, bytes } = command.header;
    emit({ type: 'read', data: IMAGE.subarray(offset, offset + bytes).toString('base64') });
  }
};

/** A drive whose node in /dev is there for us, or not. */
async function world(mayOpen: boolean, now: Partial<Drive> = {}) {
  const device = path.join(await tempFolder(), 'sdx');
  if (mayOpen) await writeFile(device, '');
  const drive = stick(device, { bytes: IMAGE.byteLength });
  const writer = scriptedWriter(honest);
  const drives = { inspect: () => Promise.resolve({ ...drive, ...now }) };
  const reader = createContentReader({
    ...{ ...flashWorld({ drives }).ports, allowVirtual: false },
    writer: () => ({ ...writer, startAhead: () => undefined, close: () => Promise.resolve() }),
  });
  return { drive, reader, writer };
}

test('a drive that we may open is read at once, by a writer without other rights than ours', async () => {
  const { drive, reader, writer } = await world(true);
  expect(await reader.cardUnasked(drive, goesOn)).toMatchObject(DEMO);
  expect(writer.starts).toEqual([{ elevate: false }]);
});

test('one that we may not open is left alone until a person asks for it', async () => {
  const { drive, reader, writer } = await world(false);
  expect(await reader.cardUnasked(drive, goesOn)).toBeNull();
  expect(writer.starts).toEqual([]);
  let before = '';
  const onStart = (): void => {
    before = JSON.stringify(writer.starts);
  };
  expect(await reader.cardAsked(drive, goesOn, onStart)).toMatchObject(DEMO);
  expect(before).toBe(JSON.stringify(writer.starts));
  expect(writer.starts).toEqual([{ elevate: true }]);
});

test('a card that came into the reader meanwhile is not taken for the one that was asked about', async () => {
  const { drive, reader, writer } = await world(true, { diskseq: 99 });
  expect(await appErrorOf(reader.cardAsked(drive, goesOn, noted))).toMatchObject({ code: 'drive-changed' });
  expect(await reader.cardUnasked(drive, goesOn)).toBeNull();
  expect(writer.starts).toEqual([]);
});
