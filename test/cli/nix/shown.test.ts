import { describe, expect, test } from 'vitest';
import { errorWords } from '../../../src/cli/error-words.ts';
import { buildFrame } from '../../../src/cli/nix/build-frame.ts';
import { createJsonBuildRenderer } from '../../../src/cli/nix/json-renderer.ts';

import { createPlainBuildRenderer } from '../../../src/cli/nix/plain-renderer.ts';
import { createStyle } from '../../../src/cli/render/style.ts';
import type { BuildEvent, BuildProgress } from '../../../src/core/nix/events.ts';
import { fakeTerminal } from '../fake-terminal.ts';

const PLAIN = createStyle(false);
const KERNEL = '/nix/store/abcdefghijklmnopqrstuvwxyz012345-linux-6.12.1.drv';

function progress(change: Partial<BuildProgress> = {}): BuildProgress {
  return {
    builds: { done: 3, expected: 12, running: 1, failed: 0 },
    fetches: { done: 40, expected: 300 },
    downloads: { bytes: 12e6, expectedBytes: 480e6 },
    running: [
      { derivation: KERNEL, machine: null, phase: 'buildPhase', lines: ['CC a.o', 'CC b.o', 'CC c\u001b[31m.o'] },
    ],
    plan: null,
    ...change,
  };
}

describe('a running build on a terminal', () => {
  test('shows counts, downloads, and what is built with phase and last lines', () => {
    expect(buildFrame(progress(), PLAIN, 40).split('\n')).toEqual([
      'built 3/12 · fetched 40/300 · 12 MB / 480 MB',
      '  linux-6.12.1 · buildPhase',
      '    CC b.o',
      '    CC c\uFFFD[31m.o',
    ]);
  });

  test('cuts long lines: a wrapped one would break the drawing', () => {
    const running = [{ derivation: KERNEL, machine: 'ssh://builder', phase: null, lines: ['x'.repeat(200)] }];
    for (const line of buildFrame(progress({ running }), PLAIN, 30).split('\n').slice(1))
      expect(line.length).toBeLessThanOrEqual(30);
  });

  test('says how many more there are', () => {
    const running = Array.from({ length: 9 }, () => ({ derivation: KERNEL, machine: null, phase: null, lines: [] }));
    expect(buildFrame(progress({ running }), PLAIN, 80)).toMatch(/\n {2}and 5 more$/);
  });

  test('before there is anything to count, the flake is read', () => {
    expect(buildFrame(null, PLAIN, 80)).toBe('reading the flake');
  });
});

test('a log has the phases, and the counts when one more is built', () => {
  const terminal = fakeTerminal();
  const { show } = createPlainBuildRenderer(terminal);
  const events: BuildEvent[] = [
    { type: 'target', installable: '.#pi4', how: 'cross', why: 'cross-no-arm' },
    { type: 'phase', derivation: KERNEL, phase: 'buildPhase' },
    { type: 'progress', progress: progress({ builds: { done: 0, expected: 2, running: 1, failed: 0 } }) },
    { type: 'log', derivation: KERNEL, line: 'CC a.o' },
    { type: 'progress', progress: progress() },
    { type: 'progress', progress: progress() },
    { type: 'message', level: 'warning', text: 'warning: the cache\ncannot be reached' },
    { type: 'message', level: 'error', text: 'told at the end' },
    { type: 'failed-log', derivation: KERNEL, lines: ['no such file'] },
  ];
  events.forEach(show);
  expect(terminal.said).toEqual([
    'say: Building .#pi4 (cross-compiled): the machine that builds can run no aarch64 programs',
    'say: linux-6.12.1: buildPhase',
    'say: built 3/12 · fetched 40/300 · 12 MB / 480 MB',
    'say: Warning: the cache\ncannot be reached',
    'complain: The last words of linux-6.12.1:\n  no such file',
  ]);
});

test('an error without a cause we know has the words of Nix, and one guessed from a warning has both', () => {
  const words = (facts: object) => errorWords('build-failed', { derivation: null, ...facts }).message;
  expect(words({ cause: 'other', detail: 'you shall not pass' })).toContain('It says: you shall not pass');
  expect(words({ cause: 'other', detail: null })).not.toMatch(/null|It says/);
  const warned = {
    cause: 'no-build-users',
    group: 'nixbld',
    detail: "the group 'nixbld' does not exist",
    warned: true,
  };
  expect(words(warned)).toContain('Nix wants to build as the users of the group nixbld');
  expect(words(warned)).toMatch(/from its warning: the group 'nixbld' does not exist$/);
  expect(words({ cause: 'no-flake' })).toBe('There is no flake.nix in this folder or those above it.');
});

test('a cache out of reach is told once for each URL, and each time with --json', () => {
  const retry = (url: string, ms: number): BuildEvent => ({
    type: 'message',
    level: 'warning',
    text: `unable to download '${url}': Couldn't resolve host name (6); retrying in ${ms} ms`,
  });
  const events = [
    retry('https://a', 258),
    retry('https://a', 560.5),
    retry('https://b', 300),
    retry('https://a', 2000),
  ];
  const screen = fakeTerminal();
  events.forEach(createPlainBuildRenderer(screen).show);
  expect(screen.said).toEqual([
    "say: Warning: unable to download 'https://a': Couldn't resolve host name (6); retrying in 258 ms",
    "say: Warning: unable to download 'https://b': Couldn't resolve host name (6); retrying in 300 ms",
  ]);
  const json = fakeTerminal({ json: true });
  events.forEach(createJsonBuildRenderer(json).show);
  expect(json.lines).toHaveLength(4);
});

test('--json has every event under a type of its own, and the state now and then', () => {
  const terminal = fakeTerminal({ json: true });
  const { show } = createJsonBuildRenderer(terminal);
  show({ type: 'note', code: 'demo-itself', facts: {} });
  for (let time = 0; time < 50; time += 1) show({ type: 'progress', progress: progress() });
  show({ type: 'failed-log', derivation: KERNEL, lines: ['no such file'] });
  expect(terminal.lines.map(({ type }) => type)).toEqual(['build-note', 'build-progress', 'build-failed-log']);
});
