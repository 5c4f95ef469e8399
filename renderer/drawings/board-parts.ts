import type { BoardPlan, Rect } from './board-plan.ts';

type Shape = Pick<BoardPlan, 'size' | 'corner' | 'holes' | 'header'>;

const PINS = { box: [7.1, 1, 50.8, 5] as Rect, columns: 20 } as const;

/** The large boards since the B+: 85 by 56 mm. */
export const LARGE: Shape = {
  size: [85, 56],
  corner: 3,
  holes: [
    [3.5, 3.5],
    [61.5, 3.5],
    [3.5, 52.5],
    [61.5, 52.5],
  ],
  header: PINS,
};

/** The Zeros: 65 by 30 mm. */
export const SMALL: Shape = {
  size: [65, 30],
  corner: 3,
  holes: [
    [3.5, 3.5],
    [61.5, 3.5],
    [3.5, 26.5],
    [61.5, 26.5],
  ],
  header: PINS,
};

/** Compute Modules 4 and 5: 55 by 40 mm. */
export const MODULE: Shape = {
  size: [55, 40],
  corner: 3,
  holes: [
    [3.5, 3.5],
    [51.5, 3.5],
    [3.5, 36.5],
    [51.5, 36.5],
  ],
  header: null,
};

/** The card under the left edge of a large board. */
export const LARGE_SLOT = { out: [-2.6, 22.5, 2.6, 11], under: [0.6, 22.5, 12.4, 11] } as const;

/** The card on the left edge of a Zero. */
export const SMALL_SLOT = { out: [-2.6, 11.2, 2.6, 11], under: [0.6, 11.2, 11.9, 11] } as const;

/** Two double USB sockets above the network's: Pi 1 B+ to 3+, and 5. */
export const USB_OVER_ETHERNET: readonly Rect[] = [
  [69.5, 2.4, 18, 13.2],
  [69.5, 20.4, 18, 13.2],
  [66, 38, 21.5, 15.8],
];

/** The lower edge of the B+ to the 3+: power, HDMI, camera, sound. */
export const LOWER_EDGE_TO_3: readonly Rect[] = [
  [6.7, 51, 7.8, 6.2],
  [24.5, 46, 15, 11.2],
  [44, 35.5, 2.6, 19],
  [50.5, 44, 7, 14.5],
];

/** The lower edge of a Zero, and the camera's socket on the right. */
export const ZERO_PORTS: readonly Rect[] = [
  [6.8, 23.3, 11.2, 7.6],
  [37.6, 25.3, 7.6, 5.6],
  [50.2, 25.3, 7.6, 5.6],
  [61, 6.5, 4.6, 17],
];

const KEY_ROWS = 5;
const KEYS_A_ROW = 15;
const KEY_MM = 18;

/** A computer in a keyboard, seen from above; its sockets and its card are in the edge at the back. */
export const KEYBOARD: BoardPlan = {
  size: [286, 122],
  corner: 8,
  holes: [],
  header: { box: [208, -1, 50.8, 7], columns: 20 },
  chips: [],
  // Along the back, from the left: network, USB, power, two displays.
  ports: [
    [24, -2, 16, 12],
    [50, -2, 15, 10],
    [74, -2, 15, 10],
    [98, -2, 15, 10],
    [126, -2, 9, 7],
    [146, -2, 7, 7],
    [162, -2, 7, 7],
  ],
  keys: Array.from({ length: KEY_ROWS * KEYS_A_ROW }, (_, index): Rect => {
    const row = Math.floor(index / KEYS_A_ROW);
    return [8.5 + (index % KEYS_A_ROW) * KEY_MM, 24 + row * KEY_MM, KEY_MM - 2, KEY_MM - 2];
  }),
  slot: { out: [182, -4, 11, 4], under: [182, 0.6, 11, 11] },
  reduction: 2.5,
};
