import path from 'node:path';
import type { GuestFiles } from '../prepare/prepare.ts';
import { blockNode, deviceNode, throttleGroup, type RigDrive } from './block-devices.ts';

const MEMORY_MIB = 1536;
const GUEST_PROGRAMS = path.join(import.meta.dirname, '../guest');

/**
 * QEMU's arguments for a guest. Without KVM: where it was tried inside a virtual machine, it hung or aborted.
 * Nehalem is a processor that TCG boots fastest (6 s on two cores).
 */
export function guestArguments(
  files: GuestFiles,
  folder: string,
  drives: readonly RigDrive[],
  rootLabel: string | null,
): readonly string[] {
  return [
    ...[
      '-accel',
      'tcg,thread=multi,tb-size=512',
      '-cpu',
      'Nehalem',
      '-M',
      'q35',
      '-m',
      String(MEMORY_MIB),
      '-smp',
      '2',
    ],
    ...['-nodefaults', '-no-reboot', '-display', 'none', '-serial', `file:${path.join(folder, 'console.log')}`],
    ...['-kernel', files.kernel, '-initrd', files.initrd, '-append', commandLine(rootLabel)],
    ...[
      '-device',
      'virtio-serial-pci',
      '-chardev',
      `socket,id=rig,path=${path.join(folder, 'rig')},server=on,wait=off`,
    ],
    ...['-device', 'virtserialport,chardev=rig,name=rig', '-device', 'virtio-rng-pci'],
    ...['-device', 'qemu-xhci,id=xhci,p2=8,p3=8', '-device', 'sdhci-pci'],
    ...[...shared('host', '/'), ...shared('extra', files.extra)],
    ...drives.flatMap((drive) => objectOf(drive)),
    ...drives.flatMap((drive) => ['-blockdev', JSON.stringify(blockNode(drive))]),
    ...drives.flatMap((drive) => ['-device', JSON.stringify(deviceNode(drive))]),
  ];
}

function commandLine(rootLabel: string | null): string {
  const [start, runner] = ['start.sh', 'runner.mjs'].map((name) => path.join(GUEST_PROGRAMS, name)) as [string, string];
  if (/\s/.test(process.execPath + GUEST_PROGRAMS)) {
    throw new Error(
      "The paths of Node and of the checkout must have no spaces: they are on the guest kernel's command line",
    );
  }
  const ours = `rig.node=${process.execPath} rig.start=${start} rig.runner=${runner}${rootLabel === null ? '' : ` rig.root=${rootLabel}`}`;
  // no_timer_check: on a busy computer the kernel's test of its timer fails, and it panics.
  return `console=ttyS0 quiet panic=-1 no_timer_check nokaslr mitigations=off net.ifnames=0 ${ours}`;
}

function shared(tag: string, folder: string): readonly string[] {
  return ['-virtfs', `local,path=${folder},mount_tag=${tag},security_model=none,readonly=on,multidevs=remap`];
}

function objectOf(drive: RigDrive): readonly string[] {
  const group = throttleGroup(drive);
  return group ? ['-object', JSON.stringify(group)] : [];
}
