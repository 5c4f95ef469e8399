import type { Board } from './board.ts';
import { PI4_KERNELS } from './kernel-choices.ts';
import { BRCMFMAC, NO_CAMERA_MAINLINE, SERIAL_NOISE } from './known-issues.ts';
import { TWO_BANDS_OPTIONAL } from './wifi-radios.ts';

export const cm4: Board = {
  id: 'cm4',
  title: 'Raspberry Pi Compute Module 4',
  family: 'pi4',
  system: 'aarch64-linux',
  memoryMb: [1024, 2048, 4096, 8192],
  support: 'full',
  radios: { wifi: TWO_BANDS_OPTIONAL, bluetooth: true },
  ethernet: true,
  kernels: PI4_KERNELS,
  uboot: true,
  knownIssues: [SERIAL_NOISE, BRCMFMAC, NO_CAMERA_MAINLINE],
};
