import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { QEMU } from '../../core/boot-test/qemu-argv.ts';
import type { MachinesPort } from '../../core/boot-test/ports.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { lookUp } from '../doctor/look-up.ts';

/** U-Boot for QEMU's aarch64 board: Debian's and Ubuntu's package u-boot-qemu, Fedora's uboot-images-armv8. */
const U_BOOTS = ['/usr/lib/u-boot/qemu_arm64/u-boot.bin', '/usr/share/uboot/qemu_arm64/u-boot.bin'];

/** QEMU and U-Boot; `given` in place of an installed U-Boot. Throws AppError `qemu-missing`, `u-boot-missing`. */
export const findMachine: MachinesPort['find'] = async (given) => {
  const qemu = lookUp(QEMU);
  if (qemu === null) throw new AppError('qemu-missing');
  const uBoot = await firstReadable(given === null ? U_BOOTS : [resolve(given)]);
  if (uBoot === null) throw new AppError('u-boot-missing', { file: given });
  return { qemu, uBoot };
};

async function firstReadable(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const readable = await access(path, constants.R_OK).then(
      () => true,
      () => false,
    );
    if (readable) return path;
  }
  return null;
}
