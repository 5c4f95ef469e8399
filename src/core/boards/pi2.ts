import type { Board } from './board.ts';
import { PI2_KERNELS } from './kernel-choices.ts';
import { NO_CAMERA_MAINLINE, NOTHING_CACHED } from './known-issues.ts';

export const pi2: Board = {
  id: 'pi2',
  title: 'Raspberry Pi 2 Model B v1.1',
  family: 'pi2',
  system: 'armv7l-linux',
  memoryMb: [1024],
  support: 'experimental',
  radios: { wifi: null, bluetooth: false },
  ethernet: true,
  kernels: PI2_KERNELS,
  uboot: true,
  knownIssues: [NOTHING_CACHED, NO_CAMERA_MAINLINE],
};
