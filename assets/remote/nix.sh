# Runs a program of Nix as if ssh ran it itself, and ends it when the connection is gone.
# $1: nix, nix-store or cachix; $2...: its arguments. stdin: nothing, open as long as somebody waits. Its stdout, stderr and
# exit code; 127 when it is not there.
case "$1" in
  nix | nix-store | cachix) ;;
  *) exit 2 ;;
esac
command -v "$1" >/dev/null 2>&1 || exit 127
while_held "$@"
code=$?
# 255 is what ssh says of itself.
[ "$code" -ne 255 ] || code=254
exit "$code"
