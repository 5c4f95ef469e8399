import type { Group } from './group.ts';
import { LINUX, LOOP_DEVICES, ROOT, program } from './needs.ts';
import { runVitest } from './vitest.ts';

const INTEGRATION_MS = 30 * 60_000;

export const integration: Group = {
  name: 'integration',
  purpose: 'the real writer on loop devices, real Nix, real image tools',
  needs: [
    LINUX,
    ROOT,
    LOOP_DEVICES,
    program('nix', 'nix-bin'),
    program('git', 'git'),
    program('strace', 'strace'),
    program('losetup', 'mount'),
    program('mount', 'mount'),
    program('lsblk', 'util-linux'),
    program('addpart', 'util-linux'),
    program('flock', 'util-linux'),
    program('setpriv', 'util-linux'),
    program('sfdisk', 'fdisk'),
    program('mkfs.ext4', 'e2fsprogs'),
    program('mkfs.vfat', 'dosfstools'),
    program('mkfs.btrfs', 'btrfs-progs'),
    program('mkswap', 'util-linux'),
    program('mcopy', 'mtools'),
    program('xz', 'xz-utils'),
    program('zstd', 'zstd'),
    program('gzip', 'gzip'),
    program('bzip2', 'bzip2'),
    program('zip', 'zip'),
    program('tar', 'tar'),
    program('python3', 'python3'),
    program('shellcheck', 'shellcheck'),
    program('bash', 'bash'),
    program('script', 'bsdutils'),
    program('unshare', 'util-linux'),
    program('nsenter', 'util-linux'),
    program('ps', 'procps'),
    program('sudo', 'sudo'),
    program('ssh', 'openssh-client'),
    program('sshd', 'openssh-server'),
  ],
  built: true,
  run: () => runVitest('integration', INTEGRATION_MS),
};
