import type { Board } from './board.ts';
import { CM3_KERNELS } from './kernel-choices.ts';
import { NO_CAMERA_MAINLINE, SERIAL_NOISE } from './known-issues.ts';

export const cm3: Board = {
  id: 'cm3',
  title: 'Raspberry Pi Compute Module 3/3+',
  family: 'pi3',
  system: 'aarch64-linux',
  memoryMb: [1024],
  support: 'full',
  radios: { wifi: null, bluetooth: false },
  ethernet: false,
  kernels: CM3_KERNELS,
  uboot: true,
  knownIssues: [SERIAL_NOISE, NO_CAMERA_MAINLINE],
};
