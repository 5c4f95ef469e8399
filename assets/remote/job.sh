# What there is of a job and of a project: lines KEY=VALUE, each of which may be missing.
# $1: the job; $2: the project's hash, '' for none; $3: the folder of the flake in it.
#   state=none|running|ended|gone   gone: its process is gone and has not said how it ended
#   run=...  content=...  argv=...  which run of what
#   age=SECONDS                     since it was started
#   collected=yes|no                whether somebody has taken its result
#   project=PATH                    where the project is, as it was sent, or as a job has it that has not ended for us
need_name "$1"
job=$state/jobs/$1
look_at_job "$job"
printf 'state=%s\n' "$job_state"
if [ "$job_state" != none ]; then
  for key in run content argv; do printf '%s=%s\n' "$key" "$(line_of "$job/$key")"; done
  started=$(line_of "$job/run")
  printf 'age=%s\n' "$(($(date +%s) - ${started%%-*}))"
  if [ -e "$job/collected" ]; then printf 'collected=yes\n'; else printf 'collected=no\n'; fi
fi

[ -n "$2" ] || exit 0
need_name "$2"
project=$state/projects/$2
[ -d "$project/files" ] || exit 0
lock=$project/files/${3:+$3/}flake.lock
if { [ ! -e "$lock" ] && [ ! -e "$project/sent.lock" ]; } || cmp -s "$lock" "$project/sent.lock" ||
  project_in_use "$2" uncollected; then
  touch "$project"
  : >"$project/opened"
  printf 'project=%s\n' "$project/files"
fi
