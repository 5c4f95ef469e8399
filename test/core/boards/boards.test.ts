import { describe, expect, test } from 'vitest';
import { INTERFACES } from '../../../src/core/boards/board.ts';
import { BOARD_IDS, BOARDS, boardOf, defaultKernelOf, kernelsOf } from '../../../src/core/boards/index.ts';
import { RELEASE_IDS } from '../../../src/core/spec/releases.ts';

describe.each(BOARDS)('$id', (board) => {
  test('is found by its id', () => {
    expect(boardOf(BOARD_IDS[BOARDS.indexOf(board)]!).id).toBe(board.id);
  });

  test('has memory from small to large, and a title of its own', () => {
    expect([...board.memoryMb].sort((a, b) => a - b)).toEqual(board.memoryMb);
    expect(BOARDS.filter(({ title }) => title === board.title)).toEqual([board]);
  });

  test('has a kernel under every release exactly when it is supported', () => {
    const kernels = RELEASE_IDS.map((release) => defaultKernelOf(board, release));
    if (board.support === 'unsupported') expect(new Set(kernels)).toEqual(new Set([null]));
    else expect(kernels).not.toContain(null);
    expect(board.kernels.length > 0).toBe(board.support !== 'unsupported');
  });

  test('offers Bluetooth exactly when it has the radio, and the known interfaces only', () => {
    for (const { interfaces } of board.kernels) {
      expect(interfaces.includes('bluetooth')).toBe(board.radios.bluetooth);
      expect(INTERFACES).toEqual(expect.arrayContaining([...interfaces]));
    }
  });

  test('says of each issue where it is known from', () => {
    for (const { source } of board.knownIssues) expect(source).toMatch(/^https:\/\/|^measured: /);
    if (board.support !== 'full') expect(board.knownIssues).not.toEqual([]);
  });
});

test('mainline is the default wherever it is cached, and the vendor kernel never is', () => {
  for (const board of BOARDS) {
    for (const release of RELEASE_IDS) {
      const [first, ...others] = kernelsOf(board, release);
      expect(others.some(({ cached }) => cached)).toBe(false);
      if (first?.id === 'vendor') expect(first.cached).toBe(false);
    }
  }
});

test('the Pi 5 has the mainline kernel with unstable only', () => {
  expect(RELEASE_IDS.map((release) => defaultKernelOf(boardOf('pi5'), release))).toEqual(['vendor', 'mainline']);
  expect(kernelsOf(boardOf('cm5'), '26.05').map(({ id }) => id)).toEqual(['vendor']);
});

test('aarch64 is supported, armv7 an experiment, armv6 nothing', () => {
  const support = { 'aarch64-linux': 'full', 'armv7l-linux': 'experimental', 'armv6l-linux': 'unsupported' };
  for (const board of BOARDS) expect(board.support).toBe(support[board.system]);
});
