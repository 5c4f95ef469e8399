# Lets store paths be collected as garbage again that were kept under these names.
# $1...: the names. Exit code 1: one cannot be removed.
for name in "$@"; do
  need_name "$name"
  rm -f "$state/roots/$name" || exit 1
done
