import type { Board } from './board.ts';
import { PI3_KERNELS } from './kernel-choices.ts';
import { BRCMFMAC, LITTLE_MEMORY, NO_CAMERA_MAINLINE, SERIAL_NOISE } from './known-issues.ts';
import { ONE_BAND } from './wifi-radios.ts';

export const zero2w: Board = {
  id: 'zero2w',
  title: 'Raspberry Pi Zero 2 W',
  family: 'pi3',
  system: 'aarch64-linux',
  memoryMb: [512],
  support: 'full',
  radios: { wifi: ONE_BAND, bluetooth: true },
  ethernet: false,
  kernels: PI3_KERNELS,
  uboot: true,
  knownIssues: [SERIAL_NOISE, LITTLE_MEMORY, BRCMFMAC, NO_CAMERA_MAINLINE],
};
