import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { expect } from 'vitest';
import { testImage } from '../support/test-image.ts';
import { cardFolder, chooseImage, chooseVirtualCard, goOnToDone, waitForTitle } from './flash-support.ts';
import { test } from './support/window-test.ts';

const IMAGE = testImage(5 << 20);

/** What makes each format, of `pi.img`. */
const TOOLS: Readonly<Record<string, readonly [name: string, ...command: string[]]>> = {
  xz: ['pi.img.xz', 'xz', '--keep'],
  bzip2: ['pi.img.bz2', 'bzip2', '--keep'],
  zstd: ['pi.img.zst', 'zstd', '--quiet'],
  zip: ['pi.img.zip', 'zip', '--quiet', '--junk-paths', 'pi.img.zip'],
};

async function imageAs(format: string, at: (name: string) => string): Promise<string> {
  await writeFile(at('pi.img'), IMAGE);
  if (format === 'raw') return at('pi.img');
  if (format === 'gzip') {
    await writeFile(at('pi.img.gz'), gzipSync(IMAGE));
    return at('pi.img.gz');
  }
  const [name = '', program = '', ...args] = TOOLS[format] ?? [];
  await execa(program, [...args, 'pi.img'], { cwd: at('.') });
  return at(name);
}

test.for(['raw', 'gzip', 'xz', 'bzip2', 'zstd', 'zip'])(
  'an image file as %s gets onto a virtual card byte by byte',
  async (format, { start }) => {
    const at = await cardFolder();
    const running = await start();
    await chooseImage(running, await imageAs(format, at));
    await chooseVirtualCard(running, at('card.img'));
    await running.page.getByRole('button', { name: 'Write', exact: true }).click();
    await waitForTitle(running.page, 'Write and verify');
    await goOnToDone(running.page);
    expect((await readFile(at('card.img'))).equals(IMAGE)).toBe(true);
  },
);

test('a file that is no image is refused where it was chosen', async ({ start }) => {
  const at = await cardFolder();
  await writeFile(at('page.img'), '<!doctype html><html><body>404</body></html>');
  const running = await start();
  await expect(chooseImage(running, at('page.img'))).resolves.toBeUndefined();
  await running.page.getByText(/is an HTML page/).waitFor();
  await running.page.getByText('No image is chosen yet.').waitFor();
});
