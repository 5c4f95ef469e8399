import type { Board } from './board.ts';
import { PI3_KERNELS } from './kernel-choices.ts';
import { BRCMFMAC, NO_CAMERA_MAINLINE, SERIAL_NOISE } from './known-issues.ts';
import { ONE_BAND } from './wifi-radios.ts';

export const pi3: Board = {
  id: 'pi3',
  title: 'Raspberry Pi 3 Model B',
  family: 'pi3',
  system: 'aarch64-linux',
  memoryMb: [1024],
  support: 'full',
  radios: { wifi: ONE_BAND, bluetooth: true },
  ethernet: true,
  kernels: PI3_KERNELS,
  uboot: true,
  knownIssues: [SERIAL_NOISE, BRCMFMAC, NO_CAMERA_MAINLINE],
};
