import type { Board } from './board.ts';
import { PI3_KERNELS } from './kernel-choices.ts';
import { BRCMFMAC, LITTLE_MEMORY, NO_CAMERA_MAINLINE, NO_ETHERNET_A_PLUS, SERIAL_NOISE } from './known-issues.ts';
import { TWO_BANDS } from './wifi-radios.ts';

export const pi3plus: Board = {
  id: 'pi3plus',
  title: 'Raspberry Pi 3 Model A+/B+',
  family: 'pi3',
  system: 'aarch64-linux',
  memoryMb: [512, 1024],
  support: 'full',
  radios: { wifi: TWO_BANDS, bluetooth: true },
  ethernet: true,
  kernels: PI3_KERNELS,
  uboot: true,
  knownIssues: [SERIAL_NOISE, LITTLE_MEMORY, BRCMFMAC, NO_ETHERNET_A_PLUS, NO_CAMERA_MAINLINE],
};
