# shellcheck shell=bash
# Networks for NetworkManager, a keyfile each.

# put_keyfile FILE NAME: writes the network as CONNECTIONS/FILE, and adds FILE to `kept`. It goes before one that the system's
# configuration has of it, and that says something else.
put_keyfile() {
  local name=${1%.nmconnection}
  local lines=('[connection]' "id=$name" 'type=wifi')
  ! is_declared "$2" || lines+=('autoconnect-priority=1')
  lines+=('' '[wifi]' 'mode=infrastructure' "ssid=$(byte_list "$ssid")")
  [[ $hidden == 0 ]] || lines+=('hidden=true')
  case $security in
    open) ;;
    wpa2) lines+=('' '[wifi-security]' 'key-mgmt=wpa-psk' "psk=$psk") ;;
    wpa3) lines+=('' '[wifi-security]' 'key-mgmt=sae' "psk=$(escape "$passphrase")") ;;
    # Under this name it offers SAE, too, where the radio can and it has the passphrase.
    wpa2+wpa3) lines+=('' '[wifi-security]' 'key-mgmt=wpa-psk' "psk=$(escape "${passphrase:-$psk}")") ;;
  esac
  lines+=('' '[ipv4]' 'method=auto' '' '[ipv6]' 'method=auto')

  install -d -m 0700 "$connections"
  put_bytes "$connections/$1" 0600 root < <(printf '%s\n' "${lines[@]}")
  kept+=("$1")
}

# Those of an earlier seed that this one has not got any more.
remove_other_keyfiles() {
  local file
  for file in "$connections"/nixberry-*.nmconnection; do
    [[ " ${kept[*]} " == *" ${file##*/} "* ]] || rm -f "$file"
  done
}

# The bytes of HEX as numbers, each with a `;`: the form in which a keyfile can have any SSID.
byte_list() {
  local hex=$1
  while [[ -n $hex ]]; do
    printf '%d;' "0x${hex:0:2}"
    hex=${hex:2}
  done
}

# In a keyfile a backslash is an escape, and blanks at the ends would be dropped.
escape() {
  local text=${1//\\/\\\\}
  printf %s "${text// /\\s}"
}
