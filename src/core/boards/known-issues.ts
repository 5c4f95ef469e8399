import type { KnownIssue } from './board.ts';

// What these say is in `assets/locales` under `board.issue.<code>`.

/** Noise on the serial pins stops U-Boot ("must type boot"). */
export const SERIAL_NOISE: KnownIssue = {
  code: 'serial-noise',
  source: 'https://github.com/NixOS/nixpkgs/issues/271663',
};
export const BRCMFMAC: KnownIssue = { code: 'brcmfmac', source: 'https://github.com/NixOS/nixpkgs/issues/361239' };
export const LITTLE_MEMORY: KnownIssue = {
  code: 'little-memory',
  source: 'measured: evaluating a NixOS configuration for aarch64 took 0.58 GB with Nix 2.26',
};
export const NO_CAMERA_MAINLINE: KnownIssue = {
  code: 'no-camera-mainline',
  source: 'https://github.com/nvmd/nixos-raspberrypi',
};
export const NO_ETHERNET_A_PLUS: KnownIssue = {
  code: 'no-ethernet-a-plus',
  source: 'https://www.raspberrypi.com/products/raspberry-pi-3-model-a-plus/',
};
/** Only unstable's image has the device tree of the 2 v1.2; before, the firmware gives it that of a Pi 3. */
export const DEVICE_TREE_OF_PI3: KnownIssue = {
  code: 'device-tree-of-pi3',
  source: 'https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/installer/sd-card/sd-image-aarch64.nix',
};
export const NOTHING_CACHED: KnownIssue = {
  code: 'nothing-cached',
  source: 'https://wiki.nixos.org/wiki/NixOS_on_ARM',
};
export const ARMV6: KnownIssue = { code: 'armv6', source: 'https://wiki.nixos.org/wiki/NixOS_on_ARM' };
/** U-Boot has no driver for NVMe there and boots no USB. */
export const SD_ONLY: KnownIssue = { code: 'sd-only', source: 'https://github.com/NixOS/nixpkgs/pull/537862' };
export const NO_KEYBOARD_IN_UBOOT: KnownIssue = {
  code: 'no-keyboard-in-uboot',
  source: 'https://github.com/NixOS/nixpkgs/pull/537862',
};
/** Boards with the D0 stepping of the chip (2025 and later, 2 and 16 GB) hang in older versions of U-Boot. */
export const NEW_STEPPING: KnownIssue = {
  code: 'new-stepping',
  source: 'https://github.com/NixOS/nixpkgs/pull/534348',
};
/** Raspberry Pi's kernel has pages of 16 KiB there; programs built with jemalloc for 4 KiB do not start. */
export const PAGE_SIZE: KnownIssue = { code: 'page-size', source: 'https://github.com/nvmd/nixos-raspberrypi' };
