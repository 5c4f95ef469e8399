import { afterEach, expect, test, vi } from 'vitest';
import { createTerminal } from '../../src/cli/terminal.ts';

const STREAMS = ['stdout', 'stderr'] as const;
const before = STREAMS.map((name) => [name, { ...windowOf(name) }] as const);

function windowOf(name: (typeof STREAMS)[number]): Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> {
  const { isTTY, columns } = process[name];
  return { isTTY, columns };
}

afterEach(() => {
  vi.restoreAllMocks();
  for (const [name, window] of before) Object.assign(process[name], window);
});

/** What is written when the three ways to say something are used on streams of this kind. */
function written(isTTY: boolean): readonly string[] {
  const texts: string[] = [];
  for (const name of STREAMS) {
    Object.assign(process[name], { isTTY, columns: 12, hasColors: () => false });
    vi.spyOn(process[name], 'write').mockImplementation((text) => texts.push(String(text)) > 0);
  }
  const { print, say, complain } = createTerminal({ json: false, quiet: false });
  for (const tell of [print, say, complain]) tell('one two three');
  vi.restoreAllMocks();
  return texts;
}

test('words are wrapped on a terminal, and nowhere else', () => {
  expect(written(true)).toEqual(Array(3).fill('one two\nthree\n'));
  expect(written(false)).toEqual(Array(3).fill('one two three\n'));
});
