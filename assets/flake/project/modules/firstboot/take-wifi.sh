# shellcheck shell=bash
# Wi-Fi: passphrases of the networks that the system's configuration names, and whole networks that it does not. For both
# programs, whichever is in use: a system that goes over from one to the other keeps its networks.

source "$here/wpa-supplicant.sh"
source "$here/network-manager.sh"

# Networks of a seed take the place of those of an earlier one; a seed without any leaves them as they are.
take_wifi() {
  local country=${values[country]-} owner=root
  # wpa_supplicant has a user of its own since NixOS 26.05.
  ! id wpa_supplicant >/dev/null 2>&1 || owner=wpa_supplicant

  if [[ $country =~ ^[A-Z]{2}$ ]]; then
    put "$state/country" 0644 root "$country"
  elif [[ -n $country ]]; then
    complain "the seed's country is none"
    country=
  fi

  if [[ ${#networks[@]} != 0 ]]; then
    # Without one of its own it is that of an earlier seed.
    [[ -n $country || ! -r $state/country ]] || read -r country <"$state/country" || true
    take_networks
  elif [[ -n $country ]]; then
    change_country "$state/wpa_supplicant.conf"
  fi
}

take_networks() {
  local at name secrets='' blocks='' kept=()
  local security hidden ssid psk passphrase
  declare -A seen=()

  for at in "${!networks[@]}"; do
    if ! parse_network "${networks[at]}"; then
      complain "Wi-Fi network $((at + 1)) of the seed is not as it should be"
      continue
    fi
    # The name of its passphrase, which the system's configuration has, too.
    name=$(unhex "$ssid" | sha256sum)
    name=psk_${name:0:8}
    if [[ -v seen[$name] ]]; then
      complain "Wi-Fi network $((at + 1)) of the seed is there twice; the first one counts"
      continue
    fi
    seen[$name]=1
    case $security in
      open) ;;
      wpa2) secrets+="$name=$psk"$'\n' ;;
      *) secrets+="$name=${passphrase:-$psk}"$'\n' ;;
    esac
    add_blocks "$name"
    is_declared_so "$name" || put_keyfile "nixberry-${name#psk_}.nmconnection" "$name"
  done

  put_bytes "$state/wifi.secrets" 0400 "$owner" < <(printf %s "$secrets")
  put_bytes "$state/wpa_supplicant.conf" 0400 "$owner" < <(printf %s "${country:+country=$country$'\n'}$blocks")
  remove_other_keyfiles
}

# Whether the system's own configuration names the network NAME.
is_declared() {
  [[ $'\n'$(<"$declared") == *$'\n'"$1 "* ]]
}

# Whether it says the same of it as the seed, so that the passphrase is all that is missing.
is_declared_so() {
  [[ $'\n'$(<"$declared")$'\n' == *$'\n'"$1 $security $hidden"$'\n'* ]]
}

# Sets `security`, `hidden`, `ssid` and `psk` (in hex) and `passphrase` from a line of the seed; fails when something in it is
# missing or wrong. Bytes outside of printable ASCII are in the SSID only.
parse_network() {
  local secret rest
  IFS=, read -r security hidden ssid psk secret rest < <(printf '%s\n' "$1")
  [[ -z $rest && $hidden =~ ^[01]$ && $ssid =~ ^([0-9a-f]{2}){1,32}$ ]] || return 1
  [[ -z $psk || $psk =~ ^[0-9a-f]{64}$ ]] || return 1
  [[ -z $secret || $secret =~ ^([2-6][0-9a-f]|7[0-9a-e]){8,63}$ ]] || return 1
  passphrase=$(unhex "$secret"; echo .)
  passphrase=${passphrase%.}
  case $security in
    open) ;;
    wpa2 | wpa2+wpa3) [[ -n $psk ]] ;;
    wpa3) [[ -n $passphrase ]] ;;
    *) return 1 ;;
  esac
}

# The bytes that HEX stands for.
unhex() {
  printf %b "$(escape_hex "$1")"
}

# HEX as \xHH, which `printf` and wpa_supplicant read.
escape_hex() {
  local hex=$1
  while [[ -n $hex ]]; do
    printf '\\x%s' "${hex:0:2}"
    hex=${hex:2}
  done
}
