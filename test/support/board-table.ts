import type { BoardId } from '../../src/core/boards/index.ts';

/** What a board's image is made of, under one kernel. */
interface Made {
  /** A folder of nixos-hardware/raspberry-pi. */
  readonly profile: string | null;
  /** The serial port on GPIO 14 and 15. */
  readonly console: string | null;
  /** The same while Bluetooth is off, where that makes a difference. */
  readonly withoutBluetooth?: string;
}

interface Row {
  readonly soc: string;
  readonly image: string;
  readonly mainline: Made;
  readonly vendor?: Made;
}

const ARM64 = 'sd-image-aarch64.nix';
const PI3: Row = {
  ...{ soc: 'brcm,bcm2837', image: ARM64 },
  mainline: { profile: null, console: 'ttyS1' },
  vendor: { profile: '3', console: 'ttyS0', withoutBluetooth: 'ttyAMA0' },
};
const PI4: Row = {
  ...{ soc: 'brcm,bcm2711', image: ARM64 },
  mainline: { profile: null, console: 'ttyS1' },
  vendor: { profile: '4', console: 'ttyS0', withoutBluetooth: 'ttyAMA0' },
};
const PI5: Row = {
  ...{ soc: 'brcm,bcm2712', image: ARM64 },
  mainline: { profile: null, console: null },
  vendor: { profile: '5', console: 'ttyAMA0' },
};

/** Written by hand, and not taken from what it is compared with: boards.nix and what comes of it. */
export const BOARD_TABLE: Partial<Record<BoardId, Row>> = {
  ...{ zero2w: PI3, pi3: PI3, pi3plus: PI3 },
  cm3: {
    ...{ soc: 'brcm,bcm2837', image: ARM64 },
    mainline: { profile: null, console: 'ttyAMA0' },
    vendor: { profile: '3', console: 'ttyAMA0' },
  },
  ...{ pi4: PI4, pi400: PI4, cm4: PI4 },
  ...{ pi5: PI5, pi500: PI5, cm5: PI5 },
  pi2v12: { soc: 'brcm,bcm2837', image: ARM64, mainline: { profile: null, console: 'ttyAMA0' } },
  pi2: {
    ...{ soc: 'brcm,bcm2836', image: 'sd-image-armv7l-multiplatform.nix' },
    mainline: { profile: null, console: 'ttyAMA0' },
  },
};
