# Takes a project: a tar archive with the folder `files` and, last of all, the file `whole` with the project's hash in it.
# stdin: the archive. $1: the hash; $2: the folder of the flake in it, '' for the top.
# stdout: where it is now. Exit codes: 1, it could not be written; 3, it did not arrive whole.
need_name "$1"
projects=$state/projects
mkdir -p "$projects" || exit 1

# Room first: what nobody has used for days, but never what a job needs.
prune_jobs
for old in "$projects"/* "$projects"/.new-*; do
  [ -n "$(find "$old" -prune -mtime +2 2>/dev/null)" ] || continue
  project_in_use "${old##*/}" uncollected || rm -rf "$old"
done

new=$projects/.new-$$
trap 'rm -rf "$new"' EXIT
trap 'exit 1' HUP INT TERM
rm -rf "$new"
mkdir "$new" || exit 1
tar -xf - -C "$new" || exit 1
if [ "$(line_of "$new/whole")" != "$1" ]; then
  printf 'the project did not arrive whole\n' >&2
  exit 3
fi
lock=$new/files/${2:+$2/}flake.lock
[ ! -f "$lock" ] || cp "$lock" "$new/sent.lock" || exit 1
# Another call may have brought it in the meantime, and a build may have begun on that.
if [ -d "$projects/$1" ] && ! project_in_use "$1" uncollected; then rm -rf "${projects:?}/$1"; fi
if [ ! -d "$projects/$1" ]; then mv "$new" "$projects/$1" || exit 1; fi
: >"$projects/$1/opened" || exit 1
printf '%s\n' "$projects/$1/files"
