#!/usr/bin/env bash
# host-name.sh FILE: makes what FILE says the kernel's host name; without FILE it stays what it is.
# (/proc and not `hostname`, which is no part of coreutils.)
set -euo pipefail

file=$1 kernel=${2:-/proc/sys/kernel/hostname}
[[ ! -r $file ]] || cat "$file" >"$kernel"
