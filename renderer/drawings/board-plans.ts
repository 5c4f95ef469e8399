import type { BoardId } from '../../src/core/boards/index.ts';
import {
  KEYBOARD,
  LARGE,
  LARGE_SLOT,
  LOWER_EDGE_TO_3,
  MODULE,
  SMALL,
  SMALL_SLOT,
  USB_OVER_ETHERNET,
  ZERO_PORTS,
} from './board-parts.ts';
import type { BoardPlan } from './board-plan.ts';

const to3 = { ...LARGE, slot: LARGE_SLOT, ports: [...USB_OVER_ETHERNET, ...LOWER_EDGE_TO_3] } as const;
const aZero = { ...SMALL, slot: SMALL_SLOT, ports: ZERO_PORTS } as const;

/** Outlines, holes and sockets as in Raspberry Pi's mechanical drawings; chips to within about a millimetre. */
export const BOARD_PLANS: Readonly<Record<BoardId, BoardPlan>> = {
  // Of the many models of the first Pi, the B+: the only one with the outline of the later ones.
  pi1: {
    ...to3,
    chips: [
      [27, 20, 12, 12],
      [56, 27, 8.5, 8.5],
    ],
  },
  pi2: {
    ...to3,
    chips: [
      [25, 19.5, 14, 14],
      [56, 27, 8.5, 8.5],
    ],
  },
  pi2v12: {
    ...to3,
    chips: [
      [24, 19.5, 14, 14],
      [56, 27, 8.5, 8.5],
      [41.5, 12, 6, 6],
    ],
  },
  pi3: {
    ...to3,
    chips: [
      [21.5, 19.5, 14, 14],
      [56, 27, 8.5, 8.5],
      [3.2, 8.5, 3.4, 7],
    ],
  },
  pi3plus: {
    ...to3,
    chips: [
      [21.5, 19.5, 14, 14],
      [56, 27, 8.5, 8.5],
      [6, 8.5, 11, 10],
    ],
  },
  pi4: {
    ...LARGE,
    slot: LARGE_SLOT,
    chips: [
      [22, 19, 15, 15],
      [40, 19.5, 10, 14],
      [6, 9.5, 11, 9],
      [55, 34, 7, 7],
    ],
    ports: [
      [66, 2.4, 21.5, 15.8],
      [69.5, 22.3, 18, 13.2],
      [69.5, 40.3, 18, 13.2],
      [6.7, 49.3, 9, 8],
      [22.7, 50, 6.6, 7.3],
      [36.2, 50, 6.6, 7.3],
      [50.5, 44, 7, 14.5],
      [45, 35.5, 2.6, 19],
      [2.6, 37, 2.4, 10],
    ],
  },
  pi5: {
    ...LARGE,
    slot: LARGE_SLOT,
    chips: [
      [21, 19, 17, 17],
      [24, 22, 11, 11],
      [41.5, 20.5, 9.5, 14.5],
      [53, 33, 10, 10],
      [3.5, 10.5, 10, 9],
    ],
    ports: [
      ...USB_OVER_ETHERNET,
      [6.7, 49.3, 9, 8],
      [22.5, 50, 6.6, 7.3],
      [36.5, 50, 6.6, 7.3],
      [46.5, 41, 2.6, 13.5],
      [51, 41, 2.6, 13.5],
      [3, 36, 2.4, 10],
    ],
  },
  pi400: KEYBOARD,
  pi500: KEYBOARD,
  zero: { ...aZero, chips: [[24, 9.6, 12, 12]] },
  zerow: {
    ...aZero,
    chips: [
      [24, 9.6, 12, 12],
      [44, 10, 5.5, 5.5],
    ],
  },
  zero2w: {
    ...aZero,
    chips: [
      [19.5, 8.6, 13.5, 13.5],
      [43, 9, 9.5, 9.5],
    ],
  },
  // 67.6 by 31 mm, with the edge of a memory module. Its memory is on it, or its card in the board that carries it.
  cm3: {
    size: [67.6, 31],
    corner: 0.8,
    holes: [],
    header: null,
    chips: [
      [27, 6, 14, 14],
      [47, 7.5, 11.5, 13],
    ],
    ports: [
      [2, 27, 30, 4],
      [35, 27, 30.6, 4],
    ],
    slot: null,
  },
  cm4: {
    ...MODULE,
    chips: [
      [17, 9, 15, 15],
      [35.5, 9, 10, 14.5],
      [35.5, 26.5, 11.5, 9],
      [6.5, 12, 7, 12],
    ],
    ports: [
      [6, 36, 22, 3],
      [30, 36, 18, 3],
    ],
    slot: null,
  },
  cm5: {
    ...MODULE,
    chips: [
      [16, 9, 17, 17],
      [19, 12, 11, 11],
      [36, 9, 9.5, 14.5],
      [36, 26.5, 11.5, 9],
      [6.5, 12, 7, 12],
    ],
    ports: [
      [6, 36, 22, 3],
      [30, 36, 18, 3],
    ],
    slot: null,
  },
};
