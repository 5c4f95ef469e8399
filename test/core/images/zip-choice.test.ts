import { expect, test } from 'vitest';
import { chooseImage } from '../../../src/core/images/zip-choice.ts';

test.each<[string, readonly string[], readonly string[]]>([
  ['the image among companions', ['a/', 'a/README.md', 'a/pi.img', 'a/pi.img.sha256'], ['a/pi.img']],
  ['one entry, whatever its name', ['image'], ['image']],
  ['the only one that is no companion', ['SHA256SUMS', 'readme', 'pi'], ['pi']],
  ['both of two images', ['a.img', 'b.IMG'], ['a.img', 'b.IMG']],
  ['none of two unknown ones', ['a', 'b'], []],
  ['none of an empty zip', [], []],
  ['none of folders', ['a/', 'b/'], []],
  ['not what macOS adds', ['__MACOSX/._pi.img', '.DS_Store', 'pi.img'], ['pi.img']],
])('%s', (_, names, chosen) => {
  expect(chooseImage(names)).toEqual(chosen);
});
