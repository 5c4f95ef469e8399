/** U-Boot waits for a key here, before it starts what it finds. */
const WAITS = 'Hit any key to stop autoboot';

/** What U-Boot says, on a line of its own, when it has found nothing that starts. */
export const NOTHING_STARTED = 'nixberry: nothing started';

/** Its prompt, when nothing was typed there. */
export const PROMPT = '=> ';

/**
 * Its own place for the initramfs is 60 MiB after the kernel's: a larger kernel, which it loads later, would overwrite it. This
 * one leaves 252 MiB for the kernel, and is within 512 MiB of memory.
 */
const INITRAMFS_ADDRESS = '0x50000000';

/** The key, and the line that starts the card. What follows `boot` is reached only when that has failed. */
export const TYPED = ` setenv ramdisk_addr_r ${INITRAMFS_ADDRESS}; boot; echo ${NOTHING_STARTED}\r`;

/** Whether U-Boot waits for the key. */
export function waitsForKey(line: string): boolean {
  return line.startsWith(WAITS);
}
