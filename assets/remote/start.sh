# Starts a build that goes on when the connection ends: nobody waits for it, and how it ended stays in a file.
# $1: the job; $2, $3: what stands for its project and its arguments; $4...: the arguments of nix, run in the job's folder.
# stdout: the name of this run. Exit codes: 1, it could not be started; 3, a build of this job is running; 127, there is no Nix.
need_name "$1"
command -v nix >/dev/null 2>&1 || exit 127
mkdir -p "$state/jobs" || exit 1
prune_jobs
job=$state/jobs/$1
new=$state/jobs/.new-$$
lock=$state/jobs/.lock-$1

# One at a time; who died in here is waited for a minute.
tries=0
until mkdir "$lock" 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ] || [ ! -d "$lock" ]; then
    mkdir "$lock" && break
    exit 1
  fi
  [ -z "$(find "$lock" -prune -mmin +1 2>/dev/null)" ] || rmdir "$lock" 2>/dev/null
  sleep 1
done
trap 'rm -rf "$new"; rmdir "$lock"' EXIT
trap 'exit 1' HUP INT TERM

look_at_job "$job"
[ "$job_state" != running ] || exit 3
run=$(date +%s)-$$
rm -rf "$job" "$new"
mkdir "$new" || exit 1
for file in "run $run" "content $2" "argv $3"; do
  printf '%s\n' "${file#* }" >"$new/${file%% *}" || exit 1
done
: >"$new/log" || exit 1
# On a full disk there must still be room to say how it ended.
head -c 65536 /dev/urandom >"$new/reserve" || exit 1
mv "$new" "$job" || exit 1
shift 3

# It outlives the signal that ends the build, to write down how that ended.
# shellcheck disable=SC2016
build='
cd "$1" || exit 1
shift
trap : HUP TERM
began=$(date +%s)
nix "$@" >out 2>>log
code=$?
rm -f reserve
printf "%s %s\n" "$code" "$(($(date +%s) - began))" >status.new && mv status.new status
'
if command -v setsid >/dev/null 2>&1; then
  setsid sh -c "$build" nixberry-build "$job" "$@" </dev/null >/dev/null 2>&1 &
else
  # A process group of its own, by which it can be stopped.
  set -m 2>/dev/null
  nohup sh -c "$build" nixberry-build "$job" "$@" </dev/null >/dev/null 2>&1 &
fi
pid=$!
if birth_of "$pid"; then printf '%s %s\n' "$pid" "$birth" >"$job/process" || exit 1; fi
printf '%s\n' "$run"
