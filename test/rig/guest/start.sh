#!/bin/sh
# PID 1 of the guest, second half, in the real root: udev, then the runner that does what the host asks for.
say() { echo "rig: $(cut -d' ' -f1 /proc/uptime) $*"; }
arg() { sed -n "s/.*rig\.$1=\([^ ]*\).*/\1/p" /proc/cmdline; }
exec </dev/null >/dev/console 2>&1
NODE=$(arg node)
export HOME=/run TERM=dumb PATH="$(dirname "$NODE"):/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
mkdir -p /dev/pts /dev/shm /run/lock
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
/lib/systemd/systemd-udevd --daemon
udevadm trigger --action=add
udevadm settle --timeout=60
say "udev settled"
ROOT=$(arg root)
if [ -n "$ROOT" ]; then
  # From here on / is a file system of that label, on whatever drive; what it shows is what was there before.
  udevadm wait --timeout=60 "/dev/disk/by-label/$ROOT"
  mount "/dev/disk/by-label/$ROOT" /mnt
  for name in /*; do
    if [ -h "$name" ]; then
      cp -P "$name" "/mnt$name"
    elif [ -d "$name" ] && [ "$name" != /mnt ]; then
      mkdir -p "/mnt$name" && mount --rbind "$name" "/mnt$name"
    fi
  done
  mkdir -p /mnt/mnt /mnt/old
  cd /mnt && pivot_root . old && cd / && umount -l /old && say "root on $ROOT"
fi
"$NODE" "$(arg runner)"
say "FAILED: the runner ended"
echo o >/proc/sysrq-trigger
sleep 60
