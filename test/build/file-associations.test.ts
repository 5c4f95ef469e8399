import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { IMAGE_ENDINGS } from '../../src/main/images/images-handlers.ts';

/** Photos of cameras end in it, too: a person may choose such a file, but it is not ours by its name. */
const NOT_OURS = 'raw';

test('what the dialog offers as an image is also opened from a file manager', async () => {
  const yml = await readFile(path.resolve(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
  const endings = [...yml.matchAll(/^ {2}- ext: (\S+)$/gm)].map(([, ending]) => ending);
  expect(endings.toSorted()).toEqual(IMAGE_ENDINGS.filter((ending) => ending !== NOT_OURS).toSorted());
});
