# shellcheck shell=bash
# (Flash may keep old blocks all the same.)

# Whether FILE has bytes that are no text: a seed has none, one that is half wiped has.
has_zeros() {
  [[ $(tr -dc '\000' <"$1" | wc -c) != 0 ]]
}

# Whether FILE is what PowerShell's `>` makes of a text: nothing but a damaged one otherwise.
is_utf16() {
  local start
  start=$(head -c 2 "$1" | od -An -tx1)
  [[ $start == ' ff fe' || $start == ' fe ff' ]]
}

# Overwrites FILE in place, under its own name. A power cut may leave zeros in it; that it was being wiped is noted before.
wipe() {
  local size
  : >"$wiping"
  sync
  size=$(stat -c %s "$1")
  [[ $size == 0 ]] || dd if=/dev/zero of="$1" bs="$size" count=1 conv=notrunc,fsync status=none
  rm -f "$1"
  sync
  rm -f "$wiping"
}

# Writes which seed was taken to the card, unless it is there.
note_used() {
  local file=$card/nixberry/used.conf text="id=$id"
  [[ -e $file && $(<"$file") == "$text" ]] || printf '%s\n' "$text" 2>/dev/null >"$file"
}
