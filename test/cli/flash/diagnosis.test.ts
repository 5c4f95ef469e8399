import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withDiagnosis } from '../../../src/cli/flash/diagnosis.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testImage } from '../../support/test-image.ts';
import { fakeTerminal } from '../fake-terminal.ts';
import { useCli } from '../run-cli.ts';

const cli = useCli();
const IMAGE_BYTES = 5 << 20;

test('--diagnosis writes what a report needs, of a card that is right and of one that is not', async () => {
  const folder = await tempFolder();
  const at = (name: string): string => path.join(folder, `hunter2-${name}`);
  const packed = gzipSync(testImage(IMAGE_BYTES));
  await writeFile(at('whole.gz'), packed);
  await writeFile(at('cut.gz'), packed.subarray(0, packed.length >> 1));
  const flash = async (image: string, card: string, file: string) => {
    const { code } = await cli.run(['flash', at(image), '--to', at(card), '--diagnosis', at(file)]);
    return { code, text: await readFile(at(file), 'utf8') };
  };

  const right = await flash('whole.gz', 'a.img', 'right.txt');
  expect(right.code).toBe(0);
  expect(right.text).toMatch(/^nixberry \d.*\nNode \d.*\n.*\nwrite: done after \d+ ms, image of/);
  expect(right.text).toMatch(/ {2}virtual card\n[^]* {4}writing: done, \d+ ms, 5242880 bytes/);
  expect(right.text).toContain(`ended: done, verified`);

  const wrong = await flash('cut.gz', 'b.img', 'wrong.txt');
  expect(wrong.code).toBe(8);
  expect(wrong.text).toMatch(/write: failed after [^]*image-truncated/);
  expect(right.text + wrong.text).not.toContain('hunter2');
  expect(right.text + wrong.text).not.toContain(folder);
});

test('what fails before a card is begun with is in it, too, and is thrown on', async () => {
  const file = path.join(await tempFolder(), 'report.txt');
  const order = { command: 'make', file, onlyChanged: false };
  const failed = withDiagnosis(fakeTerminal(), order, () =>
    Promise.reject(new AppError('secret-refused', { what: 'wifi', ssid: 'EDUROAM', reason: 'short' })),
  );
  await expect(failed).rejects.toMatchObject({ code: 'secret-refused' });
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(/nothing was written\n[^]*make secret-refused \(what=wifi, reason=short\)\n$/);
});

test('what is there already is not written over, and the card keeps its end', async () => {
  const file = path.join(await tempFolder(), 'image.img');
  await writeFile(file, 'an image');
  const terminal = fakeTerminal();
  const order = { command: 'flash', file, onlyChanged: false };
  expect(await withDiagnosis(terminal, order, () => Promise.resolve(0))).toBe(0);
  expect(await readFile(file, 'utf8')).toBe('an image');
  expect(terminal.said).toEqual([`complain: The diagnosis could not be written to ${file} (EEXIST).`]);
});
