# Stops a build and waits until nothing of it is running. Nobody takes its result then.
# $1: the job; $2: the run. Exit codes: 0, it does not run, or there is no such run any more; 1, it could not be stopped.
need_name "$1"
job=$state/jobs/$1
is_run "$job" "$2" || exit 0
look_at_job "$job"
: >"$job/collected"
[ "$job_state" = running ] || exit 0
: >"$job/stopped"

# Builders lead groups of their own. Lines: a process and what tells it from a later one.
below() {
  ps -A -o pid= -o ppid= | awk -v top="$1" '
    { parent[$1] = $2 }
    END {
      for (one in parent) {
        for (above = parent[one]; above in parent && above != top; above = parent[above]);
        if (above == top) print one
      }
    }' | while read -r one; do
    if birth_of "$one"; then printf '%s %s\n' "$one" "$birth"; fi
  done
}
# Where the build leads no group (there was no setsid), each one is told.
signal() {
  kill -s "$1" -- "-$pid" 2>/dev/null && return
  kill -s "$1" "$pid" 2>/dev/null
  each "$1"
}
each() {
  printf '%s\n' "$builders" | while read -r one born; do
    if [ -n "$one" ] && birth_of "$one" && [ "$birth" = "$born" ]; then kill -s "$1" "$one" 2>/dev/null; fi
  done
}
more() {
  builders="$builders
$(below "$pid")"
}
# Not INT: a shell lets what it starts in the background ignore that.
builders=$(below "$pid")
signal TERM
tries=0
while [ "$job_state" = running ] && [ "$tries" -lt 10 ]; do
  sleep 1
  tries=$((tries + 1))
  look_at_job "$job"
done
if [ "$job_state" = running ]; then
  # Held first: one that is killed before its parent could be followed by another.
  more
  signal STOP
  each STOP
  more
  signal KILL
fi
each KILL
look_at_job "$job"
[ "$job_state" != running ] || sleep 1
look_at_job "$job"
[ "$job_state" != running ]
