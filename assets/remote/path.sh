# Runs before every other script here: puts the folders where Nix installs itself on the PATH, behind those that are there.
# A command by ssh often reads no profile. No parameters, no output.
for folder in "$HOME/.nix-profile/bin" "$HOME/.local/state/nix/profile/bin" "/etc/profiles/per-user/${USER:-$(id -un)}/bin" \
  /nix/var/nix/profiles/default/bin /run/wrappers/bin /run/current-system/sw/bin /opt/homebrew/bin /usr/local/bin; do
  case ":$PATH:" in
    *":$folder:"*) ;;
    *) [ ! -d "$folder" ] || PATH="$PATH:$folder" ;;
  esac
done
export PATH
unset folder
