import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/core/nix/text.ts';

describe('cleanText', () => {
  it.each([
    ['\u001b[31;1mred\u001b[0m', 'red'],
    ['\u001b]8;;https://x\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001b]0;title\u001b\\text', 'text'],
    ['10%\r50%\r100%', '100%'],
    ['dos\r\nlines\r\n', 'dos\nlines\n'],
    ['tab\tstays, bell\u0007 goes', 'tab\tstays, bell goes'],
    ['\u001b[2J\u001b[Hclean', 'clean'],
  ])('%j', (text, expected) => expect(cleanText(text)).toBe(expected));

  it('lets no control character through but tabs and line feeds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanText(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
      }),
    );
  });
});
