import { existsSync } from 'node:fs';
import path from 'node:path';
import { U_BOOT } from '../rig/host/pi-boot.ts';

/** Something that a group cannot run without. */
export interface Need {
  /** As in "needs ...". */
  readonly name: string;
  /** The Debian package that brings it; null for what cannot be installed. */
  readonly debian: string | null;
  present(): boolean;
}

/** Debian keeps programs for root where an ordinary user's PATH does not look. */
export const SEARCH_PATH = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** A program on the PATH, or where Debian keeps root's programs. */
export function program(name: string, debian: string): Need {
  return { name, debian, present: () => SEARCH_PATH.some((folder) => existsSync(path.join(folder, name))) };
}

export const LINUX: Need = { name: 'Linux', debian: null, present: () => process.platform === 'linux' };

export const ROOT: Need = { name: 'root', debian: null, present: () => process.getuid?.() === 0 };

export const LOOP_DEVICES: Need = {
  name: 'loop devices (/dev/loop-control)',
  debian: null,
  present: () => existsSync('/dev/loop-control'),
};

/** Debian's Python, and not another on the PATH, with what it needs to speak D-Bus. */
export const PYTHON_DBUS: Need = {
  name: 'Python for D-Bus',
  debian: 'python3-gi',
  present: () => existsSync('/usr/bin/python3') && existsSync('/usr/lib/python3/dist-packages/gi'),
};

/** What an emulated Pi starts with. */
export const U_BOOT_FOR_QEMU: Need = {
  name: 'U-Boot for QEMU',
  debian: 'u-boot-qemu',
  present: () => existsSync(U_BOOT),
};

/** The rig takes its guest's kernel and udev from apt. */
export const DEBIAN_AMD64: Need = {
  name: 'Debian on amd64',
  debian: null,
  present: () => process.arch === 'x64' && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get'),
};

export function missing(needs: readonly Need[]): readonly Need[] {
  return needs.filter((need) => !need.present());
}
