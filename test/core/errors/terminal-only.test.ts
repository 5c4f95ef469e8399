import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { TERMINAL_ONLY } from './terminal-only.ts';

/** What is in the window's program all the same, and why nobody meets it there. */
const IN_PROGRAM = [
  // A build of the window is told to push nowhere.
  'cachix-missing',
  'push-failed',
  'push-unreachable',
  // The seed of an image that has one already: it is caught, and said to be unreadable.
  'seed-newer',
  'seed-unreadable',
  // A job without any target: `flash.start` takes none.
  'usage',
];

test('the window’s program can throw none of what it never shows, but for what it is never asked to do', async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/main/main.ts'],
    ...{ bundle: true, write: false, outdir: 'out', format: 'esm', platform: 'node', packages: 'external' },
    logLevel: 'silent',
  });
  const program = outputFiles.map(({ text }) => text).join('\n');
  const inProgram = (code: string): boolean => new RegExp(`["']${code}["'](?!:)`).test(program);
  expect(Object.keys(TERMINAL_ONLY).filter(inProgram).sort()).toEqual(IN_PROGRAM);
  // What the window throws would be found.
  for (const code of ['flash-running', 'confirm-refused']) expect(inProgram(code)).toBe(true);
});
