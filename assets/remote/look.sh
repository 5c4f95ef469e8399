# What is at a path: `file BYTES`, or `folder` and then its names, one a line and in no order. A name with a line feed in it
# is left out.
# $1: the path; links are followed. Exit code 1: it is neither, is not there or cannot be read.
if [ -f "$1" ]; then
  # GNU and busybox, then BSD and macOS. Not wc alone: some read the whole file for it.
  bytes=$(stat -Lc %s "$1" 2>/dev/null || stat -Lf %z "$1" 2>/dev/null || wc -c <"$1") || exit 1
  printf 'file %s\n' "$((bytes))"
  exit 0
fi
if [ ! -d "$1" ] || [ ! -r "$1" ]; then
  printf '%s: there is no such file or folder, or it cannot be read\n' "$1" >&2
  exit 1
fi
cd "$1" || exit 1
printf 'folder\n'
for name in .* *; do
  case "$name" in
    . | .. | *'
'*) continue ;;
  esac
  # A pattern that fits nothing stays as it is.
  if [ -e "./$name" ] || [ -L "./$name" ]; then printf '%s\n' "$name"; fi
done
