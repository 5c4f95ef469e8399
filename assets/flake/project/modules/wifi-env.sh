#!/usr/bin/env bash
# wifi-env.sh SECRETS ENVIRONMENT: of lines NAME=PASSPHRASE makes an environment file for systemd whose values are ready to
# stand in a NetworkManager keyfile. Without SECRETS the file is empty. It is there whole or not at all.
set -euo pipefail

secrets=$1 environment=$2
backslash=\\
{
  [[ ! -r $secrets ]] || while IFS= read -r line || [[ -n $line ]]; do
    [[ $line == *=* ]] || continue
    line=${line%$'\r'}
    name=${line%%=*} value=${line#*=}
    # For the keyfile: a backslash is an escape, and blanks at the start are dropped.
    value=${value//"$backslash"/"$backslash$backslash"}
    value=${value//' '/"${backslash}s"}
    # For systemd, between double quotes.
    value=${value//"$backslash"/"$backslash$backslash"}
    value=${value//'"'/"$backslash\""}
    value=${value//'$'/"$backslash$"}
    value=${value//'`'/"$backslash\`"}
    printf '%s="%s"\n' "$name" "$value"
  done <"$secrets"
} >"$environment.new"
mv -f "$environment.new" "$environment"
