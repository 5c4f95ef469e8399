import { beforeAll, expect, test, vi } from 'vitest';
import type { fileOf as FileOf } from '../../src/main/protocol.ts';

vi.mock('electron', () => ({ protocol: {} }));

let fileOf: typeof FileOf;
beforeAll(async () => {
  ({ fileOf } = await import('../../src/main/protocol.ts'));
});

test.each([
  ['app://nixberry/index.html', '/app/renderer/index.html'],
  ['app://nixberry/assets/a%20b.js?x#y', '/app/renderer/assets/a b.js'],
])('%s is a file of ours', (url, file) => {
  expect(fileOf('/app/renderer', url)).toBe(file);
});

test.each([
  'app://nixberry/../main.js',
  'app://nixberry/%2e%2e/main.js',
  'app://nixberry/..%2f..%2fetc%2fpasswd',
  'app://nixberry/..%5cmain.js/../../x',
  'app://nixberry/%00',
  'app://nixberry/',
  'app://other/index.html',
  'app://nixberry/%E0%A4%A',
  'no url',
])('%s leads nowhere out of the folder', (url) => {
  const file = fileOf('/app/renderer', url);
  expect(file === null || file.startsWith('/app/renderer/')).toBe(true);
});
