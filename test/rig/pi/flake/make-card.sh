# Makes the card $out of what is in $content: a gap, FIRMWARE, and the root file system, as sd-image lays them out.
set -eu
export PATH=/usr/sbin:/usr/bin:/sbin:/bin MTOOLS_SKIP_CHECK=1
firmware_mib=48
root_mib=104

echo '@nix { "action": "setPhase", "phase": "partitions" }' >&2
truncate -s $((8 + firmware_mib + root_mib))M "$out"
sfdisk --quiet --no-tell-kernel "$out" <<END
label: dos
start=8MiB, size=${firmware_mib}MiB, type=b
start=$((8 + firmware_mib))MiB, size=${root_mib}MiB, type=83
END

echo '@nix { "action": "setPhase", "phase": "firmware" }' >&2
mkfs.vfat -n FIRMWARE --offset $((8 * 2048)) "$out" $((firmware_mib * 1024))
export MTOOLSRC="$PWD/mtoolsrc"
echo "drive c: file=\"$out\" offset=$((8 * 1048576))" >"$MTOOLSRC"
mmd c:/extlinux
mcopy "$content/vmlinuz" "$content/initrd.gz" c:/
mcopy "$content/extlinux.conf" c:/extlinux/

echo '@nix { "action": "setPhase", "phase": "root" }' >&2
# What is in a store belongs to whoever keeps it; on the card it is root's.
as_root=
[ "$(id -u)" = 0 ] || as_root='unshare --map-root-user'
$as_root mkfs.ext4 -q -F -L NIXOS_SD -d "$content/root" -E offset=$(((8 + firmware_mib) * 1048576)) "$out" ${root_mib}M
