# shellcheck shell=bash
# What the launcher tells its user. Everything goes to stderr: stdout belongs to
# the command that was asked for, so that `./nself output --json | jq` works.

say() { printf 'nself: %s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

# Prints a command the way it could be pasted, arguments quoted only where needed.
show_command() {
  local word line='+'
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_./:=@%+,-]* | '') line="$line '${word//\'/\'\\\'\'}'" ;;
      *) line="$line $word" ;;
    esac
  done
  printf '%s\n' "$line" >&2
}

# agreed QUESTION: true with --yes, by the answer on a terminal, and without a
# terminal, since nobody is there to ask (continuous integration, a script).
agreed() {
  local answer
  [ -n "$YES" ] && return 0
  [ -t 0 ] && [ -t 2 ] || return 0
  printf 'nself: %s [Y/n] ' "$1" >&2
  read -r answer
  case $answer in '' | [yY]*) return 0 ;; *) return 1 ;; esac
}

# step TITLE COMMAND...: runs the command with its output in a log, tells the
# elapsed time when it takes over two seconds, shows the log's tail when it fails.
step() {
  local title=$1 log pid status=0 started=$SECONDS
  shift
  mkdir -p "$NSELF_DATA/logs"
  log=$NSELF_DATA/logs/${title//[^A-Za-z0-9.]/-}.log
  # A process group of its own, so that an interrupt ends the whole step.
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  set +m
  trap 'kill -TERM -- "-$pid" 2>/dev/null; wait "$pid" 2>/dev/null || true; say "$title: interrupted"; exit 130' INT TERM HUP
  watch_step "$title" "$pid" "$started"
  wait "$pid" || status=$?
  trap - INT TERM HUP
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$log" >&2
    say "error: $title failed after $((SECONDS - started)) s; whole log: $log"
    return "$status"
  fi
  [ $((SECONDS - started)) -lt 2 ] || say "$title: done in $((SECONDS - started)) s"
}

watch_step() {
  local title=$1 pid=$2 started=$3 pause=0.05 told=0 elapsed spinner='|/-+' turn=0
  while kill -0 "$pid" 2>/dev/null; do
    sleep "$pause"
    elapsed=$((SECONDS - started))
    [ "$elapsed" -ge 1 ] && pause=0.2
    [ "$elapsed" -ge 2 ] || continue
    if [ -t 2 ]; then
      turn=$(((turn + 1) % 4))
      printf '\r\033[K%s %s: %s s' "${spinner:$turn:1}" "$title" "$elapsed" >&2
    elif [ "$told" -eq 0 ] || [ $((elapsed - told)) -ge 30 ]; then
      told=$elapsed
      say "$title: $elapsed s ..."
    fi
  done
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

# exclusively LOCK COMMAND...: one launcher at a time; the others wait their turn.
# Without flock (macOS) two may do the same work, each to the end. A failing
# command ends the launcher, and with it the lock.
exclusively() {
  local lock=$1
  shift
  mkdir -p "${lock%/*}"
  if command -v flock >/dev/null; then
    exec 9>"$lock"
    if ! flock -n 9; then
      say "another nself is at work here; waiting for it"
      flock 9
    fi
  fi
  "$@"
  exec 9>&-
}
