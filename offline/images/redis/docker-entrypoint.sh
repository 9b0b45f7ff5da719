#!/bin/sh
# Keeps the conventions of the published redis image: options or a configuration file mean redis-server; root gives /data to
# redis and steps down; without a configuration file the server is open to its network, as nothing else could reach it.
set -e

case $1 in
  -* | *.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  find . ! -user redis -exec chown redis '{}' +
  exec gosu redis "$0" "$@"
fi

if [ "$1" = redis-server ]; then
  case $2 in
    -v | --version | -h | --help | --test-memory | --check-system) ;;
    '' | -*)
      shift
      set -- redis-server --protected-mode no "$@"
      ;;
  esac
  # Only the owner reads what is written.
  [ "$(umask)" != 0022 ] || umask 0077
fi
exec "$@"
