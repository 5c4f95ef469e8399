# Prints the flake.lock of a project, for a call that is done with that.
# $1: the project's hash; $2: the folder of the flake in it, '' for the top. Exit codes: 3, there is none, or it is as it was
# sent; 4, a build of this project is running: who takes that up again must find the project as it was.
need_name "$1"
project=$state/projects/$1
lock=$project/files/${2:+$2/}flake.lock
rm -f "$project/opened"
[ -f "$lock" ] || exit 3
cmp -s "$lock" "$project/sent.lock" && exit 3
project_in_use "$1" && exit 4
exec cat "$lock"
