# shellcheck shell=bash
# Networks for wpa_supplicant, in a file beside its own. Nothing in it is quoted as it is: names and passphrases are hex or
# \xHH, so that no character of theirs can mean anything (`#` would begin a comment, `"` end a text).

# Adds NAME's network to `blocks`, unless the system's configuration does without.
#
# That has its passphrase by NAME (`ext:`), where neither `#` nor spaces at the ends can be told, and SAE does not read it
# there in each version: so networks with WPA3 are here, too. Theirs is to be tried before the system's own, whose priority
# NixOS makes 1 (`fallbackToWPA2`). As there, a second block is for radios that fail at SAE. Where the seed says something
# else of a network than the system's configuration, both of the seed's come first: the router is a new one.
add_blocks() {
  local sae='' first=2 second=1
  [[ $security != *wpa3 || -z $passphrase ]] || sae=$security
  [[ -n $sae ]] || ! is_declared_so "$1" || return 0
  if is_declared "$1" && ! is_declared_so "$1"; then first=4 second=3; fi
  case $security in
    open) add_block "$second" 'key_mgmt=NONE' ;;
    wpa3) add_block "$first" 'key_mgmt=SAE' 'ieee80211w=2' "$(sae_password)" ;;
    *)
      [[ -z $sae ]] || add_block "$first" 'key_mgmt=WPA-PSK WPA-PSK-SHA256 SAE' 'ieee80211w=1' "psk=$psk" "$(sae_password)"
      add_block "$second" 'key_mgmt=WPA-PSK WPA-PSK-SHA256' "psk=$psk"
      ;;
  esac
}

# add_block PRIORITY LINE…
add_block() {
  local priority=$1 line
  shift
  blocks+=$'network={\n'"  ssid=$ssid"$'\n'"  scan_ssid=$hidden"$'\n'
  for line in "$@"; do blocks+="  $line"$'\n'; done
  blocks+="  priority=$priority"$'\n}\n'
}

sae_password() {
  printf 'sae_password=P"%s"' "$(escape_hex "$(hex_of "$passphrase")")"
}

# The hex digits of TEXT, which is ASCII.
hex_of() {
  local text=$1
  while [[ -n $text ]]; do
    printf %02x "'${text:0:1}"
    text=${text:1}
  done
}

# Another country for the networks that are in FILE.
change_country() {
  local lines=() line text="country=$country"$'\n'
  [[ ! -r $1 ]] || mapfile -t lines <"$1"
  for line in "${lines[@]}"; do
    [[ $line == country=* ]] || text+=$line$'\n'
  done
  put_bytes "$1" 0400 "$owner" < <(printf %s "$text")
}
