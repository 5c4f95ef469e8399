# Holds a store path that is not there yet, from the moment it is: garbage may be collected just then.
# $1: a name for that; $2: the path. Exit codes: 127, there is no Nix; else those of nix-instantiate.
need_name "$1"
case "$2" in
  /*) ;;
  *) exit 2 ;;
esac
command -v nix-instantiate >/dev/null 2>&1 || exit 127
mkdir -p "$state/roots" || exit 1
root=$state/roots/$1
# Nix makes roots of what is there; once made, one may lead to something else.
nix-instantiate --add-root "$root" --indirect --expr \
  'derivation { name = "nixberry-root"; system = "none"; builder = "none"; }' >/dev/null || exit
rm -f "$root.new"
ln -s "$2" "$root.new" && mv -f "$root.new" "$root"
