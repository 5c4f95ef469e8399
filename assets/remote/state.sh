# Runs before every other script here, behind path.sh: what they share. No parameters, no output.
# On this machine Nixberry has, readable by its user alone:
#   projects/<hash>/files   a project as it was sent; beside it `sent.lock`, its flake.lock of then, and `opened`, which is as
#                           old as the newest call that has asked for it and is not done with it
#   jobs/<id>/              a build: `content`, `argv` and `run` say which, then process, log, out, status, result ...
#   roots/<name>            what keeps a result from being collected as garbage
state=$HOME/.local/state/nixberry
umask 077

# Runs a program and ends it when stdin ends, as it does with the connection: sshd does not. Its exit code. (What it starts
# itself has to end with it.)
while_held() {
  # What runs in the background has no stdin of its own.
  exec 3<&0
  "$@" 3<&- </dev/null &
  program=$!
  {
    cat <&3
    kill "$program"
  } >/dev/null 2>&1 &
  watch=$!
  wait "$program"
  held_code=$?
  kill "$watch" 2>/dev/null
  exec 3<&-
  return "$held_code"
}

# Ends the script unless $1 can be the name of a file: nothing leads out of a folder.
need_name() {
  case "$1" in
    '' | .* | */* | *'
'*)
      printf '%s: this is no name\n' "$1" >&2
      exit 2
      ;;
  esac
}

# Sets `birth` to what tells process $1 from a later one of the same number. Fails when it is gone.
birth_of() {
  if [ -r /proc/self/stat ]; then
    { IFS= read -r birth <"/proc/$1/stat"; } 2>/dev/null || return 1
    # The name stands in parentheses and may have some itself, and blanks.
    # shellcheck disable=SC2086
    set -- ${birth##*) }
    # A zombie has ended.
    [ "$1" != Z ] || return 1
    birth=${20}
    { IFS= read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null && birth="$birth $boot"
  else
    birth=$(ps -o lstart= -p "$1") || return 1
  fi
  [ -n "$birth" ]
}

# Sets `job_state` of the job in folder $1: none, running, ended, or gone when it ended without saying how.
look_at_job() {
  job_state=none
  [ -d "$1" ] || return 0
  if [ ! -f "$1/status" ]; then
    if { IFS=' ' read -r pid born <"$1/process"; } 2>/dev/null && birth_of "$pid" && [ "$birth" = "$born" ]; then
      job_state=running
      return 0
    fi
    job_state=gone
    # It may have ended since.
    [ -f "$1/status" ] || return 0
  fi
  job_state=ended
}

# The first line of file $1, or nothing.
line_of() {
  { IFS= read -r line <"$1"; } 2>/dev/null && printf '%s' "$line"
}

# Whether run $2 is still the newest of the job in folder $1.
is_run() {
  [ -n "$2" ] && [ "$(line_of "$1/run")" = "$2" ]
}

# Whether a job runs on project $1, or ($2: uncollected) has ended and nobody has taken its result yet, or a call of the last
# hour may be reading it: its job begins when the flake is evaluated.
project_in_use() {
  if [ "${2-}" = uncollected ] && [ -n "$(find "$state/projects/$1/opened" -mmin -60 2>/dev/null)" ]; then return 0; fi
  for used in "$state"/jobs/*; do
    [ "$(line_of "$used/content")" = "$1" ] || continue
    look_at_job "$used"
    [ "$job_state" != running ] || return 0
    [ "${2-} $job_state" != 'uncollected ended' ] || [ -e "$used/collected" ] || return 0
  done
  return 1
}

# Removes the builds that nobody has touched in two weeks, and with each the link that keeps its result.
prune_jobs() {
  for old in "$state"/jobs/*; do
    [ -n "$(find "$old" -prune -mtime +13 2>/dev/null)" ] || continue
    look_at_job "$old"
    [ "$job_state" = running ] || rm -rf "$old"
  done
}
