# The SHA-256 of a file, in hex.
# $1: its path. stdin: nothing, open as long as somebody waits. Exit codes: 1, it is not there or cannot be read; 2, no
# program can tell.
if [ ! -f "$1" ] || [ ! -r "$1" ]; then
  printf '%s: there is no such file, or it cannot be read\n' "$1" >&2
  exit 1
fi
file=$1
of_file() {
  exec "$@" <"$file"
}
if command -v sha256sum >/dev/null 2>&1; then
  set -- "$(while_held of_file sha256sum)"
elif command -v shasum >/dev/null 2>&1; then
  set -- "$(while_held of_file shasum -a 256)"
elif command -v nix-hash >/dev/null 2>&1; then
  set -- "$(while_held nix-hash --type sha256 --base16 --flat "$file")"
else
  printf 'there is neither sha256sum nor shasum here\n' >&2
  exit 2
fi
# Behind the hash stands the name of the input.
hash=${1%% *}
case "$hash" in
  *[!0-9a-f]* | '') exit 1 ;;
esac
printf '%s\n' "$hash"
