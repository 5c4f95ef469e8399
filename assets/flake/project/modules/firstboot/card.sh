#!/usr/bin/env bash
# card.sh PARTITION MOUNT_POINT COMMAND…: runs COMMAND while the card's FAT partition is mounted at MOUNT_POINT, and ends as
# it does. Without that partition nothing happens, and all is well. MOUNT_POINT should be seen by nobody else.
set -euo pipefail

# As long as devices are still being found, but not longer than this.
FIND_SECONDS=10

partition=$1 mount_point=$2
shift 2

udevadm settle --timeout="$FIND_SECONDS" --exit-if-exists="$partition" || true
if [[ ! -e $partition ]]; then
  echo "nixberry: no partition $partition; no settings are taken from the card" >&2
  exit 0
fi

mount -t vfat -o umask=077,nodev,noexec,nosuid "$partition" "$mount_point"
status=0
"$@" || status=$?
umount "$mount_point"
exit "$status"
