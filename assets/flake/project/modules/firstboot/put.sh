# shellcheck shell=bash
# Files that are there whole or not at all, and what could not be done.

# Tells SENTENCE; the seed then stays on the card.
complain() {
  echo "nixberry: $1" >&2
  failed=1
}

# put_bytes FILE MODE OWNER: what comes on stdin. A new file takes the place of the old one.
put_bytes() {
  local file=$1 mode=$2 owner=$3
  if ! { install -m "$mode" -o "$owner" /dev/null "$file.new" && cat >"$file.new" && mv -f "$file.new" "$file"; }; then
    rm -f "$file.new"
    complain "$file could not be written"
  fi
}

# put FILE MODE OWNER TEXT: TEXT and a line end. (Not by a pipe: `failed` would be that of a subshell.)
put() {
  put_bytes "$1" "$2" "$3" < <(printf '%s\n' "$4")
}
