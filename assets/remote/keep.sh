# Keeps a store path from being collected as garbage.
# $1: a name for that; $2: the path. Exit codes: 127, there is no Nix; else those of nix-store.
need_name "$1"
case "$2" in
  /*) ;;
  *) exit 2 ;;
esac
command -v nix-store >/dev/null 2>&1 || exit 127
mkdir -p "$state/roots" || exit 1
# A run that broke off in mid-build has left its own. The links of one that goes on are younger.
find "$state/roots" -name 'building-*' -type l -mtime +7 -exec rm -f {} + 2>/dev/null
exec nix-store --realise "$2" --add-root "$state/roots/$1" --indirect >/dev/null
