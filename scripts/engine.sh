# shellcheck shell=bash
# The Docker engine of this machine, and Debian packages where they are missing.

on_debian_as_root() { [ -f /etc/debian_version ] && [ "$(id -u)" -eq 0 ]; }

# install_packages REASON PACKAGE...: false when that is not for the launcher to do.
install_packages() {
  local reason=$1
  shift
  if ! on_debian_as_root; then
    [ ! -f /etc/debian_version ] || say "$reason: sudo apt-get install $*"
    return 1
  fi
  agreed "$reason; run apt-get install $*?" || return 1
  step "apt-get install $*" apt_install "$@"
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  # Slim images lack the folder, and a JDK's set-up fails without it.
  mkdir -p /usr/share/man/man1
  apt-get install -y -q --no-install-recommends "$@" || {
    apt-get update -q
    apt-get install -y -q --no-install-recommends "$@"
  }
}

# The Docker SDK knows DOCKER_HOST only: hand it the context that the user chose.
use_engine() {
  local host
  [ -z "${DOCKER_HOST:-}" ] || return 0
  grep -qs '"currentContext"' "${DOCKER_CONFIG:-$HOME/.docker}/config.json" || [ -n "${DOCKER_CONTEXT:-}" ] || return 0
  host=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) || return 0
  [ -z "$host" ] || [ "$host" = unix:///var/run/docker.sock ] || export DOCKER_HOST=$host
}

# A question over the socket takes a tenth of what the Docker CLI takes.
engine_answers() {
  local socket
  case ${DOCKER_HOST:-unix:///var/run/docker.sock} in
    unix://*)
      socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
      socket=${socket#unix://}
      [ -S "$socket" ] &&
        [ "$(curl -s --max-time 5 --unix-socket "$socket" http://docker/_ping 2>/dev/null)" = OK ]
      ;;
    *) docker version >/dev/null 2>&1 ;;
  esac
}

# Stacks on other machines need no engine here, except for what the kit builds.
engine_needed() {
  [ "$MODE" = offline ] && return 0
  ! grep -Eqs '^ *nself:target: *.?(servers|aws|kubernetes)|^ *kind: *.?(servers|aws|kubernetes)' "$(stack_file)"
}

ensure_engine() {
  if ! command -v docker >/dev/null; then
    install_engine
  fi
  use_engine
  engine_answers || start_engine
  refuse_unreachable_api
}

# The published Docker plugin speaks version 1.43 of the engine's interface and
# older; engines 29.0 to 29.2 take 1.44 and newer only.
refuse_unreachable_api() {
  local oldest
  [ "$MODE" = online ] || return 0
  oldest=$(docker version --format '{{.Server.MinAPIVersion}}' 2>/dev/null) || return 0
  case $oldest in 1.[0-9]*) ;; *) return 0 ;; esac
  [ "${oldest#1.}" -le 43 ] 2>/dev/null ||
    fail "the Docker engine takes API $oldest and newer only, got 1.43 from the Docker plugin $DOCKER_PLUGIN_VERSION; update Docker to 29.3 or newer, or set \"min-api-version\": \"1.43\" in the engine's daemon.json and restart it"
}

install_engine() {
  install_packages "a Docker engine is needed" docker.io iptables ||
    fail "PATH: no docker; install Docker (https://docs.docker.com/engine/install) and run this again"
  # Newer releases keep the client in a package of its own.
  command -v docker >/dev/null || install_packages "the Docker client is needed" docker-cli
}

start_engine() {
  local socket=/var/run/docker.sock
  [ -z "${DOCKER_HOST:-}" ] ||
    fail "DOCKER_HOST: no Docker engine answers, got $DOCKER_HOST; start it, or unset DOCKER_HOST to use this machine's"
  if [ -S "$socket" ] && [ ! -w "$socket" ]; then
    fail "$socket: not allowed for $(id -un); run: sudo usermod -aG docker $(id -un), then log in again"
  fi
  on_debian_as_root ||
    fail "no Docker engine answers at $socket; start it (sudo systemctl start docker, or Docker Desktop) and run this again"
  command -v dockerd >/dev/null || install_engine
  # Installing may have started it.
  engine_answers && return 0
  agreed "the Docker engine does not run; start it?" || fail "no Docker engine answers at $socket; start it and run this again"
  step "Docker engine, start" run_engine
}

run_engine() {
  local log=$NSELF_DATA/logs/dockerd.log tries=0
  if [ -d /run/systemd/system ]; then
    systemctl start docker
  else
    command -v iptables >/dev/null || apt_install iptables
    # Outlives the launcher: the platform's containers run in it.
    setsid nohup dockerd </dev/null >"$log" 2>&1 9>&- &
  fi
  until engine_answers; do
    tries=$((tries + 1))
    if [ "$tries" -gt 120 ]; then
      tail -n 20 "$log" 2>/dev/null
      return 1
    fi
    sleep 0.5
  done
}
