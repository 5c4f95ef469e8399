# shellcheck shell=bash
# The card's own name, and how its user gets in.

# As crypt(5) has them.
SALTED='[./A-Za-z0-9]'
SHA512CRYPT="^\\\$6\\\$(rounds=[1-9][0-9]{3,8}\\\$)?$SALTED{1,16}\\\$$SALTED{86}\$"
YESCRYPT="^\\\$y\\\$$SALTED+\\\$$SALTED{1,86}\\\$$SALTED{43}\$"

take_login() {
  local name=${values[hostname]-} value
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
  if [[ $value =~ $SHA512CRYPT || $value =~ $YESCRYPT ]]; then
    set_password "$value"
  elif [[ -n $value ]]; then
    complain "the seed's password hash is of no kind that is known"
  fi
}

# Once for each seed: one that is taken again at the next start, since something else in it is wrong, must not undo a
# `passwd` in between.
set_password() {
  local of=''
  [[ ! -r $password_of ]] || read -r of <"$password_of" || true
  [[ $of != "$id" ]] || return 0
  if printf '%s:%s\n' "$user" "$1" | chpasswd -e; then
    sync
    put "$password_of" 0644 root "$id"
  else
    complain "the password could not be set"
  fi
}
