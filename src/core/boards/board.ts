import type { ReleaseId } from '../spec/releases.ts';

/** `mainline`: Linux as nixpkgs builds it; `vendor`: Raspberry Pi's own, by way of nixos-hardware. */
export const KERNELS = ['mainline', 'vendor'] as const;
export type Kernel = (typeof KERNELS)[number];

/** What settings can switch on. `bluetooth` is the board's own radio, `audio` its own outputs. */
export const INTERFACES = ['i2c', 'spi', 'serialConsole', 'oneWire', 'camera', 'audio', 'bluetooth'] as const;
export type Interface = (typeof INTERFACES)[number];

/** `full`: everything comes from the binary cache or is known to work; `experimental`: everything is compiled. */
export const SUPPORTS = ['full', 'experimental', 'unsupported'] as const;
export type Support = (typeof SUPPORTS)[number];

export const BANDS = ['2.4 GHz', '5 GHz'] as const;

export interface WifiRadio {
  readonly bands: readonly (typeof BANDS)[number][];
  /** Whether firmware and driver can do SAE. BCM43455 can, 43430, 43436 and 43456 cannot (raspberrypi/linux #4718, #7610). */
  readonly wpa3: boolean;
  /** Sold without a radio, too: then the settings of Wi-Fi have no effect. */
  readonly optional: boolean;
}

export interface KernelChoice {
  readonly id: Kernel;
  /** Whether the binary cache has the kernel; otherwise it is compiled, for hours when cross-compiled or emulated. */
  readonly cached: boolean;
  /** The releases that offer it; all of them when null. */
  readonly releases: readonly ReleaseId[] | null;
  /** What can be switched on under it. */
  readonly interfaces: readonly Interface[];
}

/** What is known not to work, or not as one expects: the words are `board.issue.<code>`. */
export interface KnownIssue {
  readonly code: string;
  /** Where that is said: an address, or how it was measured. */
  readonly source: string;
}

export interface Board {
  readonly id: string;
  readonly title: string;
  /** Boards of one family boot from the same image. */
  readonly family: 'pi1' | 'pi2' | 'pi3' | 'pi4' | 'pi5';
  /** Nix's name of what programs are built for. */
  readonly system: 'aarch64-linux' | 'armv7l-linux' | 'armv6l-linux';
  /** In MB, each size that was sold. */
  readonly memoryMb: readonly number[];
  readonly support: Support;
  readonly radios: { readonly wifi: WifiRadio | null; readonly bluetooth: boolean };
  /** A socket, or pins for one, of its own. */
  readonly ethernet: boolean;
  /** In the order of preference: the first that a release offers is its default. Empty when unsupported. */
  readonly kernels: readonly KernelChoice[];
  /** Whether U-Boot starts the kernel. */
  readonly uboot: boolean;
  readonly knownIssues: readonly KnownIssue[];
}
