/** Why an image did not start, as far as its consoles tell. */
export const BOOT_FAILURES = [
  /** U-Boot found no extlinux.conf, boot script or EFI program. */
  'nothing-bootable',
  /** A file that extlinux.conf names is not there; `detail`: `kernel`, `initrd`, `FDT`. */
  'file-missing',
  /** The kernel is none for aarch64. */
  'not-aarch64',
  /** `detail`: the kernel's own words. */
  'panic',
  'emergency',
  /** The machine was switched off, or restarted. */
  'ended',
  /** After the kernel was started nothing was heard; `detail`: the consoles that its parameters name. */
  'silent',
  'timeout',
] as const;
export type BootFailure = (typeof BOOT_FAILURES)[number];
