import type { MachineParts } from './ports.ts';

/** QEMU's program for aarch64. */
export const QEMU = 'qemu-system-aarch64';

/** The file descriptor of a connected socket that QEMU gets for the second console. */
export const VIRTIO_CONSOLE_FD = 3;

const MIB = 2 ** 20;

/** An image is somebody's: QEMU may start no program and get no more rights. Linux alone has this. */
const CONFINED = ['-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'];

/** A write for which this computer has no room fails in the machine, too: by default QEMU would stop it, and say nothing. */
const DRIVE = 'virtio-blk-device,drive=card,werror=report';

/**
 * The arguments of QEMU for a Pi 4's processor on a board that is none: no network, no screen, no settings of this computer; the
 * serial console on stdin and stdout. What would restart the machine ends it.
 */
export function qemuArgv(
  { uBoot, card, memoryBytes }: Omit<MachineParts, 'qemu'>,
  { linux }: { readonly linux: boolean },
): readonly string[] {
  const drive = { driver: 'raw', 'node-name': 'card', file: { driver: 'file', filename: card } };
  return [
    ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', ...(linux ? CONFINED : [])],
    ...['-accel', 'tcg,thread=multi', '-M', 'virt', '-cpu', 'cortex-a72', '-smp', '2'],
    ...['-m', `${Math.floor(memoryBytes / MIB)}M`, '-bios', uBoot],
    ...['-chardev', 'stdio,id=serial,signal=off', '-serial', 'chardev:serial'],
    ...['-blockdev', JSON.stringify(drive), '-device', DRIVE],
    // Without it a first boot waits long for the randomness that its keys are made of.
    ...['-device', 'virtio-rng-device'],
    ...['-chardev', `socket,id=virtio,fd=${VIRTIO_CONSOLE_FD}`],
    ...['-device', 'virtio-serial-device', '-device', 'virtconsole,chardev=virtio'],
  ];
}
