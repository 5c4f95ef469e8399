# The bytes of a file.
# $1: its path. Exit code 1: it is not there, is no file or cannot be read.
if [ ! -f "$1" ]; then
  printf '%s: there is no such file\n' "$1" >&2
  exit 1
fi
exec cat <"$1"
