# Prints the log of a build until it has ended and all of it is printed.
# $1: the job; $2: the run; $3: the first byte to print, 1 for all. stdin: nothing, open as long as somebody reads this.
# Exit codes: 0, it has ended; 3, its process is gone and has not said how it ended; 4, there is no such run any more; 5, it
# was stopped; 6, nobody reads this.
need_name "$1"
job=$state/jobs/$1
is_run "$job" "$2" || exit 4
exec 3<"$job/log" || exit 4
# sshd does not end us when the connection is gone. (What runs in the background has no stdin of its own.)
exec 4<&0
{
  cat <&4
  kill "$$"
} >/dev/null 2>&1 3<&- &
watch=$!
trap 'kill "$watch" 2>/dev/null' EXIT
trap 'exit 6' HUP INT TERM
tail -c "+$3" <&3 || exit 6
while :; do
  # Before the log is read: what was written until the end is read after it.
  look_at_job "$job"
  is_run "$job" "$2" || exit 4
  # From where the last reading has ended: the position belongs to the open file.
  cat <&3 || exit 6
  case "$job_state" in
    running) sleep 1 ;;
    ended) break ;;
    *) exit 3 ;;
  esac
done
if [ -e "$job/stopped" ]; then exit 5; fi
