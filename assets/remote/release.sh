# Lets go of the result of a build: from then on it stays as long as something else keeps it.
# $1: the job; $2: the run. Exit code 1: it could not be done.
need_name "$1"
job=$state/jobs/$1
is_run "$job" "$2" || exit 0
rm -f "$job"/result "$job"/result-*
