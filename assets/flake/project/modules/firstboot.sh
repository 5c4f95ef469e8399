#!/usr/bin/env bash
# firstboot.sh SEED STATE USER: takes over what SEED says, into the folder STATE, and wipes SEED.
#
# SEED has lines KEY=VALUE, ended by \n or \r\n, in any order but for the last; all the others may be missing:
#   hostname             the card's own name
#   authorized_keys_b64  SSH keys of USER, one a line
#   password_hash_b64    of USER, $y$… or $6$…
#   wifi_secrets_b64     lines NAME=PASSPHRASE (see wifi.nix)
#   tailscale_key_b64
#   end=1                the last line. Without it SEED was not written to its end, and nothing of it is taken.
# Values that could be anything are base64; a \r in them is dropped. Empty lines and those that begin with # say nothing.
#
# What is wrong is told and left out: one bad line must not cost the others. SEED is wiped when everything in it was put in
# place; otherwise it stays as it is, this ends with 1, and the next start takes all of it again.
set -euo pipefail
export LC_ALL=C

seed=$1 state=$2 user=$3
# What was taken has this name until it is wiped: a power cut in between leaves no half-wiped seed to be read.
taken=$seed.taken
failed=0

complain() {
  echo "nixberry: $1" >&2
  failed=1
}

# (Flash may keep old blocks all the same.)
wipe() {
  local size
  size=$(stat -c %s "$taken")
  [[ $size == 0 ]] || dd if=/dev/zero of="$taken" bs="$size" count=1 conv=notrunc,fsync status=none
  rm -f "$taken"
  sync
}

# Writes TEXT to FILE with MODE and OWNER, whole or not at all: a new file, which takes the place of the old one.
put() {
  local file=$1 mode=$2 owner=$3 text=$4
  if ! { install -m "$mode" -o "$owner" /dev/null "$file.new" && printf '%s\n' "$text" >"$file.new" &&
    mv -f "$file.new" "$file"; }; then
    complain "$file could not be written"
  fi
}

[[ ! -e $taken ]] || wipe
[[ -e $seed ]] || exit 0

text=$(tr -d '\r\000' <"$seed")
text=${text#$'\xef\xbb\xbf'}

# `$(…)` has dropped the line ends at the end.
if [[ ${text##*$'\n'} != end=1 ]]; then
  complain "the seed has no line end=1 at its end, so it is not whole; it is left alone"
  exit 1
fi

declare -A values=()
while IFS= read -r line; do
  key=${line%%=*}
  case $line in
    '' | '#'*) ;;
    hostname=* | authorized_keys_b64=* | password_hash_b64=* | wifi_secrets_b64=* | tailscale_key_b64=* | end=1)
      if [[ -v values[$key] && ${values[$key]} != "${line#*=}" ]]; then
        complain "$key is in the seed twice; the first one counts"
      else
        values[$key]=${line#*=}
      fi
      ;;
    *=*) complain "the seed has something that this system does not know: ${key//[^a-zA-Z0-9_]/?}" ;;
    *) complain "the seed has a line that is no KEY=VALUE" ;;
  esac
done <<<"$text"

# Sets `value` to that of KEY, empty when there is none or when it is no base64.
decode() {
  local raw=${values[$1_b64]-}
  value=
  [[ -n $raw ]] || return 0
  if ! value=$(printf %s "$raw" | base64 -d 2>/dev/null | tr -d '\r\000'); then
    value=
    complain "$1 in the seed is no base64"
  fi
}

install -d -m 0755 "$state"

name=${values[hostname]-}
if [[ $name =~ ^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$ ]]; then
  put "$state/hostname" 0644 root "$name"
elif [[ -n $name ]]; then
  complain "the seed's host name is none"
fi

decode authorized_keys
if [[ -n $value ]]; then
  install -d -m 0755 "$state/authorized_keys.d"
  put "$state/authorized_keys.d/$user" 0644 root "$value"
fi

decode password_hash
# As crypt(5) has them.
salted='[./A-Za-z0-9]'
sha512="^\\\$6\\\$(rounds=[1-9][0-9]{3,8}\\\$)?$salted{1,16}\\\$$salted{86}\$"
yescrypt="^\\\$y\\\$$salted+\\\$$salted{1,86}\\\$$salted{43}\$"
if [[ $value =~ $sha512 || $value =~ $yescrypt ]]; then
  printf '%s:%s\n' "$user" "$value" | chpasswd -e || complain "the password could not be set"
elif [[ -n $value ]]; then
  complain "the seed's password hash is of no kind that is known"
fi

decode wifi_secrets
if [[ -n $value ]]; then
  # wpa_supplicant has a user of its own since NixOS 26.05.
  owner=root
  ! id wpa_supplicant >/dev/null 2>&1 || owner=wpa_supplicant
  put "$state/wifi.secrets" 0400 "$owner" "$value"
fi

decode tailscale_key
[[ -z $value ]] || put "$state/tailscale.key" 0400 root "$value"

[[ $failed == 0 ]] || exit 1

# What was taken over has to be on the card before the seed is gone from it.
sync
mv -f "$seed" "$taken"
sync
wipe
