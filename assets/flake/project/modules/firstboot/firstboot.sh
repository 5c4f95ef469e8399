#!/usr/bin/env bash
# firstboot.sh CARD STATE USER SSH CONNECTIONS DECLARED
#
# Takes over what CARD/nixberry/seed.conf says (read-seed.sh has its format), and wipes it.
#   CARD         the mounted FAT partition
#   STATE        gets what the seed brings, and its id as `seed.id`
#   USER         whose password and SSH keys are meant
#   SSH          gets the SSH host key (/etc/ssh)
#   CONNECTIONS  NetworkManager's folder for keyfiles
#   DECLARED     a file with a line for each network that the system's own configuration knows: the name of its passphrase
#                (psk_…), its security, and 1 where it is hidden, else 0
#
# What is wrong is told and left out: one bad line must not cost the others. Only when everything was put in place does the
# Pi note the seed's id, and only then is the seed wiped; otherwise it stays as it is, this ends with 1, and the next start
# takes all of it again. So a power cut at any moment leaves a whole seed, or a noted one.
#
# What it complains of names lines and files, never what is in them: it ends up in the journal.
set -euo pipefail
export LC_ALL=C
umask 077

card=$1 state=$2 user=$3 ssh=$4 connections=$5 declared=$6
here=${BASH_SOURCE[0]%/*}
seed=$card/nixberry/seed.conf
stamp=$state/seed.id
wiping=$state/seed.wiping
password_of=$state/password.seed
failed=0

source "$here/put.sh"
source "$here/read-seed.sh"
source "$here/take-login.sh"
source "$here/take-keys.sh"
source "$here/take-wifi.sh"
source "$here/wipe.sh"

if [[ ! -e $seed ]]; then
  rm -f "$wiping"
  exit 0
fi

taken=
[[ ! -r $stamp ]] || read -r taken <"$stamp" || true

if has_zeros "$seed"; then
  if is_utf16 "$seed"; then
    complain "the seed is in UTF-16, so it is no copy of the file that Nixberry made; it is left alone"
    exit 1
  elif [[ ! -e $wiping ]]; then
    complain "the seed is damaged; it is left alone"
    exit 1
  fi
  # A power cut while it was wiped: it has been taken.
  echo "nixberry: what is left of a seed is removed" >&2
  wipe "$seed"
  exit 0
fi

read_seed "$seed" || exit 1

if [[ -n $taken && $taken != "$id" && ${values[replace]-} != 1 ]]; then
  complain "this Pi has taken a seed before, and this one has no line replace=1; it is left alone"
  exit 1
fi

if [[ $taken != "$id" ]]; then
  install -d -m 0755 "$state"
  take_login
  take_keys
  take_wifi
  [[ $failed == 0 ]] || exit 1

  # What was taken has to be on the disk before the note says so, and the note before the seed is gone.
  sync
  put "$stamp" 0644 root "$id"
  [[ $failed == 0 ]] || exit 1
  sync
fi
rm -f "$password_of"

# For whoever looks at the card in a computer. Where there was no room for it, there is once the seed is gone.
note_used || true
sync
wipe "$seed"
note_used || complain "nixberry/used.conf could not be written to the card"
[[ $failed == 0 ]]
