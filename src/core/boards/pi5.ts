import type { Board } from './board.ts';
import { PI5_KERNELS } from './kernel-choices.ts';
import { NEW_STEPPING, NO_KEYBOARD_IN_UBOOT, PAGE_SIZE, SD_ONLY } from './known-issues.ts';
import { TWO_BANDS } from './wifi-radios.ts';

export const pi5: Board = {
  id: 'pi5',
  title: 'Raspberry Pi 5',
  family: 'pi5',
  system: 'aarch64-linux',
  memoryMb: [1024, 2048, 4096, 8192, 16384],
  support: 'full',
  radios: { wifi: TWO_BANDS, bluetooth: true },
  ethernet: true,
  kernels: PI5_KERNELS,
  uboot: true,
  knownIssues: [SD_ONLY, NO_KEYBOARD_IN_UBOOT, NEW_STEPPING, PAGE_SIZE],
};
