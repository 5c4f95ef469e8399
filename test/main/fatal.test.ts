import { expect, test, vi } from 'vitest';
import { endWith } from '../../src/main/fatal.ts';

const { said } = vi.hoisted(() => ({ said: [] as unknown[] }));
vi.mock('electron', () => ({
  app: { exit: (code: number) => said.push(code) },
  dialog: { showErrorBox: (...words: string[]) => said.push(words) },
}));

test('a start that fails says why, and then ends', () => {
  endWith(new Error('the folder cannot be written'));
  expect(said).toEqual([['Nixberry could not start', 'the folder cannot be written'], 1]);
});
