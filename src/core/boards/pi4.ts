import type { Board } from './board.ts';
import { PI4_KERNELS } from './kernel-choices.ts';
import { BRCMFMAC, NO_CAMERA_MAINLINE, SERIAL_NOISE } from './known-issues.ts';
import { TWO_BANDS } from './wifi-radios.ts';

export const pi4: Board = {
  id: 'pi4',
  title: 'Raspberry Pi 4 Model B',
  family: 'pi4',
  system: 'aarch64-linux',
  memoryMb: [1024, 2048, 4096, 8192],
  support: 'full',
  radios: { wifi: TWO_BANDS, bluetooth: true },
  ethernet: true,
  kernels: PI4_KERNELS,
  uboot: true,
  knownIssues: [SERIAL_NOISE, BRCMFMAC, NO_CAMERA_MAINLINE],
};
