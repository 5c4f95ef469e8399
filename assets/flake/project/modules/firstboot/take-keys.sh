# shellcheck shell=bash
# Keys of the Pi itself, and the owner's own file.

take_keys() {
  local value
  decode tailscale_key
  [[ -z $value ]] || put "$state/tailscale.key" 0400 root "$value"
  decode age_key
  [[ -z $value ]] || put "$state/age.key" 0400 root "$value"
  take_own_file
  take_host_key
}

# It may be of any bytes, also none: a variable would not hold them.
take_own_file() {
  [[ -v values[own_file_b64] ]] || return 0
  if printf %s "${values[own_file_b64]}" | base64 -d >/dev/null 2>&1; then
    put_bytes "$state/own.file" 0400 root < <(printf %s "${values[own_file_b64]}" | base64 -d)
  else
    complain "own_file in the seed is no base64"
  fi
}

# Only a key that sshd could use takes the place of the one that is there.
take_host_key() {
  local value public key=$ssh/ssh_host_ed25519_key
  decode ssh_host_ed25519_key
  [[ -n $value ]] || return 0
  install -d -m 0755 "$ssh"
  install -m 0600 -o root /dev/null "$key.seed"
  if ! printf '%s\n' "$value" >"$key.seed"; then
    complain "$key could not be written"
  elif [[ $value != '-----BEGIN OPENSSH PRIVATE KEY-----'* ]] ||
    ! public=$(ssh-keygen -y -P '' -f "$key.seed" 2>/dev/null </dev/null) || [[ $public != 'ssh-ed25519 '* ]]; then
    complain "the seed's SSH host key is no Ed25519 key of OpenSSH; the Pi keeps the one that it has"
  else
    mv -f "$key.seed" "$key"
    put "$key.pub" 0644 root "$public"
  fi
  rm -f "$key.seed"
}
