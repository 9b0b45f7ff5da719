# shellcheck shell=bash
# With the internet (published images and plugins) or without (the offline kit).

# A probe only asks for headers; a captive portal answers neither like a
# registry nor with the archive's type.
registry_reachable() {
  curl -sI --connect-timeout 3 --max-time 5 https://registry-1.docker.io/v2/ 2>/dev/null |
    grep -qi '^docker-distribution-api-version:'
}

plugins_reachable() {
  curl -sfI -o /dev/null --connect-timeout 3 --max-time 5 \
    "https://get.pulumi.com/releases/plugins/pulumi-resource-docker-v$DOCKER_PLUGIN_VERSION-linux-amd64.tar.gz" 2>/dev/null
}

find_mode() {
  local registry
  registry_reachable &
  registry=$!
  if plugins_reachable && wait "$registry"; then
    MODE=online
  else
    wait "$registry" 2>/dev/null || true
    MODE=offline
  fi
}

remember_mode() {
  mkdir -p "$NSELF_DATA"
  printf '%s\n' "$MODE" >"$NSELF_DATA/mode.$$"
  mv -f "$NSELF_DATA/mode.$$" "$NSELF_DATA/mode"
}

# Sets MODE: from the options, else as remembered, else found out once.
choose_mode() {
  local known=
  if [ -f "$NSELF_DATA/mode" ]; then
    read -r known <"$NSELF_DATA/mode" || true
  fi
  case $MODE:$known in
    offline:offline | online:online) return ;;
    offline:* | online:*) ;;
    :online | :offline)
      MODE=$known
      return
      ;;
    *)
      find_mode
      say "mode $MODE found out and remembered (--offline and --online choose; ./nself setup finds out anew)"
      ;;
  esac
  remember_mode
}

# With the kit, plugins live in a cache of their own: a stand-in never ends up
# where another project of this user would find it.
use_mode() {
  [ "$MODE" = offline ] || return 0
  USER_PULUMI_HOME=${USER_PULUMI_HOME:-${PULUMI_HOME:-$HOME/.pulumi}}
  export PULUMI_HOME=$NSELF_CACHE/pulumi-offline
  export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
  mkdir -p "$PULUMI_HOME"
}

tell_mode() {
  [ "$MODE" = offline ] || return 0
  say "offline kit in use: images built from Debian packages and stand-in plugins, for trying and testing (published ones: --online)"
}
