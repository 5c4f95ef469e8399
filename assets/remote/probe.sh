# What this machine is: lines KEY=VALUE, each of which may be missing.
#   kernel=Linux x86_64           git=git version 2.39.5
#   nix=nix (Nix) 2.18.1          nix-store=yes|no
#   config.NAME=VALUE             those of Nix's settings that matter: others are nobody's business (access-tokens)
#   store-path, store-free-kib    the folder that the Nix store is in, and its free space
#   state-path, state-free-kib    the same for what Nixberry keeps here
# No parameters. stdin: nothing, open as long as somebody waits. Exit code 0.
say() {
  [ -z "$2" ] || printf '%s=%s\n' "$1" "$2"
}
first_line() {
  while_held "$@" 2>/dev/null | head -n 1
}
# Before Nix 2.20 there is no asking for one.
nix_config() {
  while_held nix --extra-experimental-features 'nix-command flakes' "$@" 2>/dev/null | while IFS= read -r line; do
    case "$line" in
      'system = '* | 'extra-platforms = '* | 'trusted-users = '* | 'builders = '* | 'sandbox = '* | 'sandbox-paths = '* | \
        'build-users-group = '*) printf 'config.%s=%s\n' "${line%% = *}" "${line#* = }" ;;
    esac
  done
}
# $1: a name, $2: a folder that may not be there yet.
space() {
  folder=$2
  while [ ! -d "$folder" ]; do
    case "$folder" in
      /*/*) folder=${folder%/*} ;;
      *) folder=/ ;;
    esac
  done
  # The number before the one with the percent sign: names of file systems may have blanks in them.
  free=$(while_held df -Pk "$folder" 2>/dev/null | sed -n '2s/^.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*$/\1/p')
  [ -z "$free" ] || printf '%s-path=%s\n%s-free-kib=%s\n' "$1" "$folder" "$1" "$free"
}

say kernel "$(first_line uname -sm)"
say git "$(command -v git >/dev/null 2>&1 && first_line git --version)"
if command -v nix >/dev/null 2>&1; then
  say nix "$(first_line nix --version)"
  config=$(nix_config config show)
  # Its name before Nix 2.20.
  case "$config" in
    config.*) ;;
    *) config=$(nix_config show-config) ;;
  esac
  printf '%s\n' "$config"
fi
say nix-store "$(command -v nix-store >/dev/null 2>&1 && echo yes || echo no)"
space store /nix/store
space state "$HOME/.local/state/nixberry"
exit 0
