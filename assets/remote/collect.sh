# Hands over how a build ended, which counts as taken from then on.
# $1: the job; $2: the run. stdout: a line with the exit code of nix and the seconds that it took, then what nix printed. Exit
# codes: 1, it has not ended; 4, there is no such run any more.
need_name "$1"
job=$state/jobs/$1
is_run "$job" "$2" || exit 4
[ -f "$job/status" ] || exit 1
cat "$job/status" "$job/out" || exit 1
: >"$job/collected"
