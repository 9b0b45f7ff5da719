# shellcheck shell=bash
# What a run that was cut off left behind: a lock, operations without an end, and
# things on the engine that are in no state.

# Folder of a state kept in files; empty for any other backend.
state_folder() {
  case ${PULUMI_BACKEND_URL:-} in
    file://*) printf '%s' "${PULUMI_BACKEND_URL#file://}/.pulumi" ;;
  esac
}

# The locks of this stack, one file each.
stack_locks() {
  local lock
  for lock in "$1"/locks/organization/nself/"$STACK"/*.json; do
    [ ! -f "$lock" ] || printf '%s\n' "$lock"
  done
}

# Whether the run that holds a lock still goes on: it can be asked on its own machine only.
lock_held() {
  local pid host
  pid=$(sed -n 's/.*"pid":[[:space:]]*\([0-9]*\).*/\1/p' "$1")
  host=$(sed -n 's/.*"hostname":[[:space:]]*"\([^"]*\)".*/\1/p' "$1")
  [ "$host" != "$(hostname)" ] || kill -0 "$pid" 2>/dev/null
}

cut_off() {
  local folder=$1 state
  [ -z "$(stack_locks "$folder")" ] || return 0
  state=$folder/stacks/nself/$STACK.json
  [ -f "$state" ] || return 1
  [ -s "$state" ] || return 0
  grep -q '"pending_operations": \[' "$state"
}

# A run that is killed while it writes the state can leave nothing of it; the one before lies beside it.
restore_state() {
  local state=$1/stacks/nself/$STACK.json
  [ -f "$state" ] && [ ! -s "$state" ] || return 0
  if [ -s "$state.bak" ]; then
    cp -p "$state.bak" "$state.whole.$$" && mv -f "$state.whole.$$" "$state"
    [ ! -f "$state.bak.attrs" ] || cp -p "$state.bak.attrs" "$state.attrs"
    say "the state of stack $STACK was cut off while it was written: going on from the one before"
  else
    rm -f "$state"
    say "the state of stack $STACK was cut off while it was first written: beginning anew"
    pulumi stack init "$STACK" >/dev/null
  fi
}

# Quick when there is nothing to do: two looks at files.
repair_stack() {
  local folder lock
  folder=$(state_folder)
  [ -n "$folder" ] && [ -d "$folder" ] && cut_off "$folder" || return 0
  for lock in $(stack_locks "$folder"); do
    ! lock_held "$lock" || fail "stack $STACK: another run is at work, process $(sed -n 's/.*"pid":[[:space:]]*\([0-9]*\).*/\1/p' "$lock"); wait for its end"
  done
  say "the last run of stack $STACK was cut off: finding out what it left"
  cd "$ROOT" || return
  restore_state "$folder"
  [ -z "$(stack_locks "$folder")" ] || pulumi cancel --yes --stack "$STACK" >/dev/null
  pulumi stack export --stack "$STACK" | java -cp "$ROOT/provider/target/nself-provider.jar:$ROOT/provider/target/lib/*" \
    dev.nself.provider.repair.Leftovers "$STACK"
  step "reading what is there" pulumi refresh --yes --skip-preview --clear-pending-creates --stack "$STACK" "$@"
}
