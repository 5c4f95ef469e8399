import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/core/shell-word.ts';

describe('a word of a shell', () => {
  it.each(['pi', 'ada@pi.lan', '/home/ada/.ssh/id_ed25519', '~/.ssh/id', '/nix/store/abc-x-1.2+b.drv', 'a=b'])(
    'is left as it is: %s',
    (text) => expect(shellWord(text)).toBe(text),
  );

  it.each([
    ['', `''`],
    ['a b', `'a b'`],
    ["it's", `'it'\\''s'`],
    ['$(id)', `'$(id)'`],
    ['=id', `'=id'`],
    ['~root', `'~root'`],
    ['[pi]:22', `'[pi]:22'`],
    ['a\nb', `'a\nb'`],
  ])('is quoted: %j', (text, quoted) => expect(shellWord(text)).toBe(quoted));

  it('is what the shell makes of it, whatever it is', async () => {
    const texts = fc.sample(
      fc.string({ unit: fc.constantFrom(...Array.from(`ab'"\`$();&|<>\\*?[]{}~#=!% \t\n/-`)) }),
      200,
    );
    const words = texts.map(shellWord).join(' ');
    const { stdout } = await execa('sh', ['-c', `printf '%s\\0' ${words}`], { cwd: '/', env: { HOME: '~' } });
    expect(stdout).toBe(texts.map((text) => `${text}\0`).join(''));
  });
});
