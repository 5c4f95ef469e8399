import type { Interface, KernelChoice } from './board.ts';

// What a board can do under which kernel. Under mainline U-Boot hands over the kernel's own device tree, so that config.txt
// switches nothing on: i2c, spi and 1-Wire are overlays that the flake applies to that tree when it builds. The camera
// needs Raspberry Pi's kernel.

const ALL: readonly Interface[] = ['i2c', 'spi', 'serialConsole', 'oneWire', 'camera', 'audio', 'bluetooth'];

function without(...missing: readonly Interface[]): readonly Interface[] {
  return ALL.filter((one) => !missing.includes(one));
}

const CACHED = { id: 'mainline', cached: true, releases: null } as const;
const COMPILED = { id: 'vendor', cached: false, releases: null } as const;

/** Zero 2 W, 3 and 3+: nixos-hardware/raspberry-pi/3 is the vendor's kernel. */
export const PI3_KERNELS: readonly KernelChoice[] = [
  { ...CACHED, interfaces: without('camera') },
  { ...COMPILED, interfaces: ALL },
];

/** No radio on the module. */
export const CM3_KERNELS: readonly KernelChoice[] = [
  { ...CACHED, interfaces: without('camera', 'bluetooth') },
  { ...COMPILED, interfaces: without('bluetooth') },
];

/** nixos-hardware has no profile for it: its `2` is the 32-bit board. */
export const PI2V12_KERNELS: readonly KernelChoice[] = [{ ...CACHED, interfaces: without('camera', 'bluetooth') }];

/** nixos-hardware/raspberry-pi/4 is the vendor's kernel. */
export const PI4_KERNELS: readonly KernelChoice[] = [...PI3_KERNELS];

/** No camera connector. */
export const PI400_KERNELS: readonly KernelChoice[] = [
  { ...CACHED, interfaces: without('camera') },
  { ...COMPILED, interfaces: without('camera') },
];

/**
 * The stock image knows the Pi 5 since nixpkgs pull request 537862 (July 2026), which 26.05 has not got. Mainline has no
 * drivers for the header's buses behind RP1, and the image switches its serial port off against noise (`[pi5]
 * enable_uart=0`).
 */
const PI5_MAINLINE: KernelChoice = {
  id: 'mainline',
  cached: true,
  releases: ['unstable'],
  interfaces: ['audio', 'bluetooth'],
};

export const PI5_KERNELS: readonly KernelChoice[] = [PI5_MAINLINE, { ...COMPILED, interfaces: ALL }];

export const PI500_KERNELS: readonly KernelChoice[] = [PI5_MAINLINE, { ...COMPILED, interfaces: without('camera') }];

/** 32 bit: the binary cache has nothing. */
export const PI2_KERNELS: readonly KernelChoice[] = [
  { ...CACHED, cached: false, interfaces: without('camera', 'bluetooth') },
];
