#!/usr/bin/env bash
# card.sh PARTITION MOUNT_POINT COMMAND…: runs COMMAND while the card's FAT partition is mounted at MOUNT_POINT, and ends as
# it does. Without that partition nothing happens, and all is well. MOUNT_POINT should be seen by nobody else.
set -euo pipefail

# As long as devices are still being found, but not longer than this.
FIND_SECONDS=10

partition=$1 mount_point=$2
shift 2

say() {
  echo "nixberry: $1; no settings are taken from the card" >&2
}

# Every card of NixOS has the same label. With another one in a reader that is not this Pi's, it is the one on the disk of
# the running system; a link in by-label leads to any of them.
choose_partition() {
  local label=${1##*/by-label/} found name parent disk same=() ours=()
  partition=$1
  [[ $label != "$1" ]] || return 0
  disk=$(lsblk -nrpo PKNAME "$(findmnt -nvo SOURCE /)") || disk=
  while read -r found name parent; do
    [[ $found == "$label" ]] || continue
    same+=("$name")
    [[ $parent != "$disk" ]] || ours+=("$name")
  done < <(lsblk -nrpo LABEL,NAME,PKNAME)
  ((${#same[@]} > 1)) || return 0
  ((${#ours[@]} == 1)) || return 1
  partition=${ours[0]}
}

udevadm settle --timeout="$FIND_SECONDS" --exit-if-exists="$partition" || true
if [[ ! -e $partition ]]; then
  say "no partition $partition"
  exit 0
elif ! choose_partition "$partition"; then
  say "there is more than one partition $partition, and none is on the disk of this system"
  exit 0
fi

mount -t vfat -o umask=077,nodev,noexec,nosuid "$partition" "$mount_point"
status=0
"$@" || status=$?
umount "$mount_point"
exit "$status"
