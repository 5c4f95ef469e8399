# The SHA-256 of a file, in hex.
# $1: its path. Exit codes: 1, it is not there or cannot be read; 2, no program can tell.
if [ ! -f "$1" ] || [ ! -r "$1" ]; then
  printf '%s: there is no such file, or it cannot be read\n' "$1" >&2
  exit 1
fi
if command -v sha256sum >/dev/null 2>&1; then
  set -- "$(sha256sum <"$1")"
elif command -v shasum >/dev/null 2>&1; then
  set -- "$(shasum -a 256 <"$1")"
elif command -v nix-hash >/dev/null 2>&1; then
  set -- "$(nix-hash --type sha256 --base16 --flat "$1")"
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
