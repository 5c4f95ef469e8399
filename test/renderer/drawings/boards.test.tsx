import { render } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { BoardDrawing, boundsOf } from '../../../renderer/drawings/board-drawing.tsx';
import type { Rect } from '../../../renderer/drawings/board-plan.ts';
import { BOARD_PLANS } from '../../../renderer/drawings/board-plans.ts';
import { BOARD_IDS } from '../../../src/core/boards/index.ts';

/** How far a socket may stand out of its board, in mm. */
const OUT_MM = 3;

function isInside(
  [x, y, width, height]: Rect,
  [boardWidth, boardHeight]: readonly [number, number],
  out: number,
): boolean {
  return x >= -out && y >= -out && x + width <= boardWidth + out && y + height <= boardHeight + out;
}

function overlap([x, y, width, height]: Rect, [left, top, w, h]: Rect): boolean {
  return x < left + w && left < x + width && y < top + h && top < y + height;
}

describe.each(BOARD_IDS)('%s', (id) => {
  const plan = BOARD_PLANS[id];

  test('has its chips on the board, and its sockets at most a little outside', () => {
    expect(plan.chips.filter((chip) => !isInside(chip, plan.size, 0))).toEqual([]);
    expect(plan.ports.filter((port) => !isInside(port, plan.size, OUT_MM))).toEqual([]);
  });

  test('has no socket over another, nor over the pins', () => {
    const parts = [...plan.ports, ...(plan.header ? [plan.header.box] : [])];
    expect(parts.flatMap((part, index) => parts.slice(index + 1).filter((other) => overlap(part, other)))).toEqual([]);
  });

  test('is drawn whole, to scale, and silent: its name stands beside it', () => {
    const { container } = render(<BoardDrawing board={id} />);
    const svg = container.querySelector('svg');
    const [left, top, width, height] = boundsOf(plan);
    expect(svg?.getAttribute('viewBox')).toBe([left, top, width, height].join(' '));
    expect(Number.parseFloat(svg?.getAttribute('width') ?? '')).toBeCloseTo((width * 0.08) / (plan.reduction ?? 1));
    expect(svg?.getAttribute('aria-hidden')).toBe('true');
    expect(svg?.querySelectorAll('.stroke-accent-text')).toHaveLength(plan.slot ? 2 : 0);
  });
});

test('a board that takes no card of its own marks none', () => {
  const without = BOARD_IDS.filter((id) => BOARD_PLANS[id].slot === null);
  expect(without).toEqual(['cm3', 'cm4', 'cm5']);
});
