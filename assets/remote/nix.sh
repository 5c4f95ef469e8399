# Runs a program of Nix as if ssh ran it itself, and ends it when the connection is gone: sshd does not.
# $1: nix, nix-store or cachix; $2...: its arguments. stdin: nothing, open as long as somebody waits. Its stdout, stderr and
# exit code; 127 when it is not there.
case "$1" in
  nix | nix-store | cachix) ;;
  *) exit 2 ;;
esac
command -v "$1" >/dev/null 2>&1 || exit 127
# What runs in the background has no stdin of its own.
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
{
  cat <&3
  kill "$program"
} >/dev/null 2>&1 &
watch=$!
wait "$program"
code=$?
kill "$watch" 2>/dev/null
# 255 is what ssh says of itself.
[ "$code" -ne 255 ] || code=254
exit "$code"
