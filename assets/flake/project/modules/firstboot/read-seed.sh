# shellcheck shell=bash
# A seed of format 1: lines KEY=VALUE, ended by \n or \r\n. The first is nixberry-seed=1 and the last end=1; without the
# last one the seed was not written to its end, and nothing of it is taken. Of what is in between, only `id` has to be there:
#
#   id                        tells one seed from another
#   replace=1                 taken although this Pi has taken another seed before
#   hostname  country
#   authorized_keys_b64       SSH keys of USER, one a line
#   password_hash_b64         of USER, $y$… or $6$…
#   wifi                      SECURITY,HIDDEN,SSID_HEX,PSK_HEX,PASSPHRASE_HEX; any number of these
#   ssh_host_ed25519_key_b64  tailscale_key_b64  age_key_b64  own_file_b64
#
# Values that could be anything are base64 or hex. Empty lines and those that begin with # say nothing.

# A few times what Nixberry writes at most.
MAX_SEED_BYTES=262144

# read_seed FILE: sets `id`, `values` (by KEY) and `networks`; fails when FILE is not to be taken at all.
read_seed() {
  local lines line key number=0 first='' last=''
  declare -gA values=()
  networks=() id=

  if (($(stat -c %s "$1") > MAX_SEED_BYTES)); then
    complain "the seed is far too large to be one; it is left alone"
    return 1
  fi
  mapfile -t lines < <(tr -d '\r' <"$1")
  [[ ${#lines[@]} == 0 ]] || lines[0]=${lines[0]#$'\xef\xbb\xbf'}

  for line in "${lines[@]}"; do
    [[ -n $line && $line != '#'* ]] || continue
    [[ -n $first ]] || first=$line
    last=$line
  done
  if [[ $last != end=1 ]]; then
    complain "the seed has no line end=1 at its end, so it is not whole; it is left alone"
    return 1
  elif [[ $first =~ ^nixberry-seed=[0-9]+$ && $first != nixberry-seed=1 ]]; then
    complain "the seed has a format that this system does not know yet; it is left alone"
    return 1
  elif [[ $first != nixberry-seed=1 ]]; then
    complain "the seed does not begin with nixberry-seed=1; it is left alone"
    return 1
  fi

  for line in "${lines[@]}"; do
    number=$((number + 1))
    key=${line%%=*}
    case $line in
      '' | '#'*) ;;
      wifi=*) networks+=("${line#*=}") ;;
      nixberry-seed=1 | end=1 | id=* | replace=* | hostname=* | country=* | authorized_keys_b64=* | password_hash_b64=* | \
        tailscale_key_b64=* | ssh_host_ed25519_key_b64=* | age_key_b64=* | own_file_b64=*)
        if [[ -v values[$key] && ${values[$key]} != "${line#*=}" ]]; then
          complain "line $number of the seed says something else than an earlier one; that one counts"
        else
          values[$key]=${line#*=}
        fi
        ;;
      *) complain "line $number of the seed is nothing that this system knows" ;;
    esac
  done

  id=${values[id]-}
  if [[ ! $id =~ ^[0-9a-f]{16}$ ]]; then
    complain "the seed has no id; it is left alone"
    return 1
  fi
}

# Sets `value` to the text of KEY_b64, empty when there is none or when it is no base64.
decode() {
  local raw=${values[$1_b64]-}
  value=
  [[ -n $raw ]] || return 0
  if ! value=$(printf %s "$raw" | base64 -d 2>/dev/null | tr -d '\r\000'); then
    value=
    complain "$1 in the seed is no base64"
  fi
}
