# Plays image.recipe into $out. Only what is built into every POSIX shell: the sandbox's shell has no other program,
# not even mkdir or cat, so that the result is the image itself and not a folder with it.
set -eu
exec 3>"$out"

# Octal zeros for printf, from 64 KiB down to one byte.
z1='\000'
size=1
while [ $size -lt 65536 ]; do
  eval "z$((size * 2))=\$z$size\$z$size"
  size=$((size * 2))
done

phase() { echo "@nix { \"action\": \"setPhase\", \"phase\": \"$1\" }" >&2; }
say() { echo "$1"; }
bytes() { printf "$1" >&3; }
zeros() {
  left=$1
  run=65536
  while [ $left -gt 0 ]; do
    while [ $run -gt $left ]; do run=$((run / 2)); done
    eval "printf \"\$z$run\" >&3"
    left=$((left - run))
  done
}

. "$1"
