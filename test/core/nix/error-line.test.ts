import { describe, expect, it } from 'vitest';
import { firstErrorLine } from '../../../src/core/nix/error-line.ts';

describe('the line at which a log goes wrong', () => {
  it.each<[string, readonly string[], number | null]>([
    [
      'a compiler',
      ['CC a.o', 'a.c: In function ‘main’:', 'a.c:3:5: error: ‘x’ undeclared', 'make: *** [all] Error 1'],
      2,
    ],
    ['a linker', ['LD prog', '/bin/ld: a.o: undefined reference to `f`', 'collect2: error: ld returned 1'], 2],
    ['a linker alone', ['LD prog', 'a.o: undefined reference to `f`', 'gone'], 1],
    ['make, where nothing says more', ['CC a.o', 'make[2]: *** [Makefile:3: a.o] Error 1', 'make: *** [all]'], 1],
    ['a shell', ['unpacking', '/build/x.sh: line 3: frobnicate: command not found'], 1],
    ['Python', ['running', 'Traceback (most recent call last):', '  File "x"', 'ValueError: no'], 1],
    ['a full disk', ['cp a b', 'cp: error writing b: No space left on device'], 1],
    ['what only sounds like one', ['checking for error.h... yes', 'gcc -Werror -c error.c', '0 errors', 'done'], null],
    ['a later one that is none but for its words', ['checking whether error: works', 'build failed'], 1],
    ['nothing', [], null],
  ])('%s', (_, lines, line) => {
    expect(firstErrorLine(lines)).toBe(line);
  });
});
