# shellcheck shell=bash
# Where the state lives and what encrypts its secrets.

# The address of the user's own `pulumi login`, if any.
logged_in_backend() {
  local file=${PULUMI_CREDENTIALS_PATH:-$1}/credentials.json
  [ -f "$file" ] || return 0
  sed -n 's/.*"current"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p' "$file" | head -n 1
}

use_backend() {
  local user_home=${USER_PULUMI_HOME:-${PULUMI_HOME:-$HOME/.pulumi}} current
  export PULUMI_SKIP_UPDATE_CHECK=${PULUMI_SKIP_UPDATE_CHECK:-1}
  export PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER=${PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER:-true}
  LOCAL_STATE=
  if [ -z "${PULUMI_BACKEND_URL:-}" ]; then
    current=$(logged_in_backend "$user_home")
    if [ -n "$current" ]; then
      # The kit's plugin cache holds no credentials: point at the user's.
      [ "$MODE" != offline ] || export PULUMI_CREDENTIALS_PATH=${PULUMI_CREDENTIALS_PATH:-$user_home}
    else
      export PULUMI_BACKEND_URL=file://$NSELF_DATA/state
    fi
  fi
  if [ "${PULUMI_BACKEND_URL:-}" = "file://$NSELF_DATA/state" ]; then
    LOCAL_STATE=$NSELF_DATA/state
    mkdir -p "$LOCAL_STATE"
  fi
  use_passphrase
}

# Made once; respected when the user has one. Never on a command line: the
# engine reads the file itself.
use_passphrase() {
  local file=$NSELF_DATA/passphrase
  [ -z "${PULUMI_CONFIG_PASSPHRASE+set}" ] || return 0
  [ -z "${PULUMI_CONFIG_PASSPHRASE_FILE:-}" ] || return 0
  if [ ! -s "$file" ]; then
    make_passphrase "$file"
    say "passphrase of the stacks' secrets made: $file (keep a copy: without it their secrets cannot be read)"
  fi
  export PULUMI_CONFIG_PASSPHRASE_FILE=$file
}

make_passphrase() (
  umask 077
  mkdir -p "${1%/*}"
  made=$(mktemp "$1.XXXXXX")
  trap 'rm -f "$made"' EXIT
  head -c 32 /dev/urandom | base64 | tr -d '\n' >"$made"
  # A link fails when another launcher was first: its passphrase stays.
  [ ! -e "$1" ] || [ -s "$1" ] || rm -f "$1"
  ln "$made" "$1" 2>/dev/null || [ -s "$1" ]
)

stack_file() { printf '%s/stacks/Pulumi.%s.yaml' "$ROOT" "$STACK"; }

require_stack_file() {
  local file known
  [ -f "$(stack_file)" ] && return 0
  known=
  for file in "$ROOT"/stacks/Pulumi.*.yaml; do
    [ -f "$file" ] || continue
    file=${file##*/Pulumi.}
    known="$known${known:+, }${file%.yaml}"
  done
  fail "--stack: no file stacks/Pulumi.$STACK.yaml, got $STACK; allowed: ${known:-none yet}; write that file or choose another stack"
}

stack_known() {
  [ -n "$LOCAL_STATE" ] || return 1
  [ -f "$LOCAL_STATE/.pulumi/stacks/nself/$STACK.json" ] ||
    [ -f "$LOCAL_STATE/.pulumi/stacks/nself/$STACK.json.gz" ]
}

ensure_stack() {
  stack_known && return 0
  keeping_salt_out step "stack $STACK" pulumi stack select --create --stack "$STACK"
}

# Pulumi writes the salt of the passphrase into the stack file. The passphrase is
# this user's alone, so a committed salt would lock everybody else out; the state
# keeps the salt too, and Pulumi falls back to it. A salt that was there stays.
keeping_salt_out() {
  local file before status=0
  file=$(stack_file)
  if [ ! -f "$file" ] || grep -q '^encryptionsalt:' "$file"; then
    "$@"
    return
  fi
  before=$(mktemp -d "${TMPDIR:-/tmp}/nself.XXXXXX")
  cp "$file" "$before/as-it-was"
  "$@" || status=$?
  if grep -q '^encryptionsalt:' "$file"; then
    grep -v '^encryptionsalt:' "$file" >"$before/without-salt" || true
    # Pulumi also lays the file out anew; unless the user edited it meanwhile, the old bytes return.
    if cmp -s <(tr -d ' ' <"$before/as-it-was") <(tr -d ' ' <"$before/without-salt"); then
      cp "$before/as-it-was" "$file"
    else
      cp "$before/without-salt" "$file"
    fi
  fi
  rm -rf "$before"
  return "$status"
}
