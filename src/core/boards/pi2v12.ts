import type { Board } from './board.ts';
import { PI2V12_KERNELS } from './kernel-choices.ts';
import { DEVICE_TREE_OF_PI3, NO_CAMERA_MAINLINE, SERIAL_NOISE } from './known-issues.ts';

export const pi2v12: Board = {
  id: 'pi2v12',
  title: 'Raspberry Pi 2 Model B v1.2',
  family: 'pi3',
  system: 'aarch64-linux',
  memoryMb: [1024],
  support: 'full',
  radios: { wifi: null, bluetooth: false },
  ethernet: true,
  kernels: PI2V12_KERNELS,
  uboot: true,
  knownIssues: [SERIAL_NOISE, DEVICE_TREE_OF_PI3, NO_CAMERA_MAINLINE],
};
