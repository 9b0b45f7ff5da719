#!/usr/bin/env bash
# Keeps the documented conventions of the published postgres image:
#   POSTGRES_PASSWORD, POSTGRES_USER, POSTGRES_DB, POSTGRES_INITDB_ARGS (each also as NAME_FILE), POSTGRES_INITDB_WALDIR,
#   POSTGRES_HOST_AUTH_METHOD, PGDATA, /docker-entrypoint-initdb.d (*.sh, *.sql, *.sql.gz, *.sql.xz, *.sql.zst);
#   the first start makes the cluster with a server that listens on the socket only; root steps down to postgres.
set -Eeo pipefail

complain() {
  printf 'error: %s\n' "$@" >&2
  exit 1
}

# Sets $1 from itself, else from the file that $1_FILE names, else to the default $2.
from_file() {
  local name=$1 file=${1}_FILE value=${2:-}
  [[ -z ${!name:-} || -z ${!file:-} ]] || complain "both $name and $file are set (but are exclusive)"
  if [[ -n ${!name:-} ]]; then
    value=${!name}
  elif [[ -n ${!file:-} ]]; then
    value=$(<"${!file}")
  fi
  export "$name=$value"
  unset "$file"
}

read_environment() {
  from_file POSTGRES_PASSWORD
  from_file POSTGRES_USER postgres
  from_file POSTGRES_DB "$POSTGRES_USER"
  from_file POSTGRES_INITDB_ARGS
  : "${POSTGRES_HOST_AUTH_METHOD:=}"
}

make_folders() {
  mkdir -p "$PGDATA" /var/run/postgresql
  chmod 00700 "$PGDATA" 2>/dev/null || :
  chmod 03775 /var/run/postgresql 2>/dev/null || :
  [[ -z ${POSTGRES_INITDB_WALDIR:-} ]] || { mkdir -p "$POSTGRES_INITDB_WALDIR" && chmod 700 "$POSTGRES_INITDB_WALDIR"; }
  if ((EUID == 0)); then
    [[ -z ${POSTGRES_INITDB_WALDIR:-} ]] || find "$POSTGRES_INITDB_WALDIR" ! -user postgres -exec chown postgres '{}' +
    find "$PGDATA" ! -user postgres -exec chown postgres '{}' +
    find /var/run/postgresql ! -user postgres -exec chown postgres '{}' +
  fi
}

require_password() {
  [[ -n $POSTGRES_PASSWORD || $POSTGRES_HOST_AUTH_METHOD == trust ]] || complain \
    'database is uninitialized and the superuser password is not specified' \
    'set POSTGRES_PASSWORD to a non-empty value for the superuser; POSTGRES_HOST_AUTH_METHOD=trust would let anyone in without one'
  if [[ $POSTGRES_HOST_AUTH_METHOD == trust ]]; then
    echo 'warning: POSTGRES_HOST_AUTH_METHOD is "trust": anyone who reaches the port is let in, as any role' >&2
  fi
}

make_cluster() {
  local extra=()
  [[ -z ${POSTGRES_INITDB_WALDIR:-} ]] || extra+=(--waldir "$POSTGRES_INITDB_WALDIR")
  # By a pipe, so that the password is in no argument and no file. POSTGRES_INITDB_ARGS may hold quotes, hence eval.
  eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"' "${extra[@]}" "$@"'
}

allow_hosts() {
  local method=$POSTGRES_HOST_AUTH_METHOD
  # The server's own default, which the command's options may have changed.
  [[ -n $method ]] || method=$(postgres -C password_encryption "${@:2}")
  printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
}

socket_psql() {
  PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --username "$POSTGRES_USER" "$@"
}

make_database() {
  local found
  found=$(socket_psql --dbname postgres --set db="$POSTGRES_DB" --tuples-only <<<"SELECT 1 FROM pg_database WHERE datname = :'db'")
  [[ -n $found ]] || socket_psql --dbname postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db"'
}

# The published image's scripts may call these names.
docker_process_sql() {
  socket_psql --dbname "$POSTGRES_DB" "$@"
}

run_init_file() {
  local file=$1
  echo "$0: running $file"
  case $file in
    *.sh) if [[ -x $file ]]; then "$file"; else . "$file"; fi ;;
    *.sql) docker_process_sql -f "$file" ;;
    *.sql.gz) gunzip -c "$file" | docker_process_sql ;;
    *.sql.xz) xzcat "$file" | docker_process_sql ;;
    *.sql.zst) zstd -dc "$file" | docker_process_sql ;;
    *) echo "$0: ignoring $file" ;;
  esac
}

first_start() {
  require_password
  ls /docker-entrypoint-initdb.d/ >/dev/null
  make_cluster
  allow_hosts "$@"
  export PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
  # The given options count here too; listening is the exception, so that nobody meets a half-made database.
  NOTIFY_SOCKET='' pg_ctl -D "$PGDATA" -o "$(printf '%q ' "${@:2}" -c listen_addresses= -p "${PGPORT:-5432}")" -w start
  make_database
  echo
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    [[ ! -e $file ]] || run_init_file "$file"
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGPASSWORD
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

# Options that only print something need neither password nor cluster.
asks_for_help() {
  local argument
  for argument; do
    case $argument in
      -'?' | --help | --describe-config | -V | --version) return 0 ;;
    esac
  done
  return 1
}

main() {
  [[ ${1:0:1} != - ]] || set -- postgres "$@"
  if [[ $1 != postgres ]] || asks_for_help "$@"; then
    exec "$@"
  fi
  read_environment
  make_folders
  ((EUID != 0)) || exec gosu postgres "$BASH_SOURCE" "$@"
  if [[ -s $PGDATA/PG_VERSION ]]; then
    printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
  else
    first_start "$@"
  fi
  exec "$@"
}

# Sourced, it only lends its functions.
[[ ${BASH_SOURCE[0]} != "$0" ]] || main "$@"
