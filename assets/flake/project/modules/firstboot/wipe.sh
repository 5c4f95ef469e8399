# shellcheck shell=bash
# (Flash may keep old blocks all the same.)

# Whether FILE has bytes that are no text: a seed has none, one that is half wiped has.
has_zeros() {
  [[ $(tr -dc '\000' <"$1" | wc -c) != 0 ]]
}

# Overwrites FILE in place, under its own name: a power cut leaves zeros in it, by which it is known.
wipe() {
  local size
  size=$(stat -c %s "$1")
  [[ $size == 0 ]] || dd if=/dev/zero of="$1" bs="$size" count=1 conv=notrunc,fsync status=none
  rm -f "$1"
  sync
}
