import { expect, test } from 'vitest';
import { toAppError } from '../../../src/core/errors/app-error.ts';
import { harmlessFacts } from '../../../src/core/errors/harmless.ts';
import { thrownWhere } from '../../../src/core/errors/thrown-where.ts';

function thrown(message: string, ...lines: readonly string[]): Error {
  const error = new TypeError(message);
  error.stack = `TypeError: ${message}\n${lines.map((line) => `    at ${line}`).join('\n')}`;
  return error;
}

test('the class, and our own files by name, line and column', () => {
  const error = thrown(
    'no such thing: /home/hunter2/dist/secret.js:1:1',
    'write (file:///home/hunter2/nixberry/dist/main/index.js:4711:12)',
    'node:internal/process/task_queues:95:5',
    'async C:\\Users\\hunter2\\nixberry\\dist\\cli\\main.js:90:3',
    'parse (/home/hunter2/nixberry/node_modules/zod/dist/index.js:5:1)',
    '/home/hunter2/other/work.js:7:1',
  );
  expect(thrownWhere(error)).toBe('TypeError index.js:4711:12 main.js:90:3');
});

test('a message that looks like a stack tells nothing', () => {
  expect(thrownWhere(thrown('oh\n    at /home/ada/dist/hunter2.js:1:1'))).toBe('TypeError');
});

test('a name that is no class of errors, and what is no error', () => {
  expect(thrownWhere(Object.assign(new Error('oh'), { name: 'EDUROAM', stack: '' }))).toBe('Error');
  expect(thrownWhere('hunter2')).toBe('string');
});

test('a diagnosis gets that, and not the words', () => {
  const { code, facts } = toAppError(thrown('hunter2', '/x/dist/main/index.js:4711:12'));
  expect(facts).toEqual({ detail: 'hunter2', where: 'TypeError index.js:4711:12' });
  expect(harmlessFacts(code, facts)).toEqual({ where: 'TypeError index.js:4711:12' });
  expect(harmlessFacts(code, { where: '/home/hunter2' })).toEqual({});
});
