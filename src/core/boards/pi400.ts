import type { Board } from './board.ts';
import { PI400_KERNELS } from './kernel-choices.ts';
import { BRCMFMAC, SERIAL_NOISE } from './known-issues.ts';
import { TWO_BANDS_WITHOUT_WPA3 } from './wifi-radios.ts';

export const pi400: Board = {
  id: 'pi400',
  title: 'Raspberry Pi 400',
  family: 'pi4',
  system: 'aarch64-linux',
  memoryMb: [4096],
  support: 'full',
  radios: { wifi: TWO_BANDS_WITHOUT_WPA3, bluetooth: true },
  ethernet: true,
  kernels: PI400_KERNELS,
  uboot: true,
  knownIssues: [SERIAL_NOISE, BRCMFMAC],
};
