import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { lastWords, tellingLine } from '../../../src/node/elevate/last-words.ts';

it.each([
  ['nothing', '', null],
  ['empty lines', '\n \n', null],
  ['the last line', 'sudo: one\nKilled\n', 'Killed'],
  [
    'the error that ended Node, not what stands around it',
    "/opt/writer.cjs:1\nthrow error;\n^\n\nTypeError: x is not a function\n    at run (/opt/writer.cjs:1:2) {\n  code: 'EX'\n}\n\nNode.js v20.19.0\n",
    'TypeError: x is not a function',
  ],
  [
    'an error with no name of its own, and what it carries',
    "node:internal/modules/cjs/loader:1228\n  throw err;\n  ^\n\nError: Cannot find module '/x'\n    at a {\n  code: 'E'\n}\n",
    "Error: Cannot find module '/x'",
  ],
  [
    'that there was no memory left',
    'FATAL ERROR: Reached heap limit Allocation failed\n----- Native stack trace -----\n\n 1: 0xb8d0a3 node::Abort()\n',
    'FATAL ERROR: Reached heap limit Allocation failed',
  ],
])('the line that tells most: %s', (_name, text, line) => {
  expect(tellingLine(text)).toBe(line);
});

it('keeps the end of what is said', async () => {
  const stderr = new PassThrough();
  const words = lastWords(stderr);
  stderr.end(`${'x'.repeat(20_000)}\nthe end\n`);
  await new Promise((resolve) => stderr.once('end', resolve));
  expect([words.all().length <= 1000, words.all().endsWith('the end'), words.line()]).toEqual([true, true, 'the end']);
});
