#!/bin/sh
# Keeps the conventions of the published haproxy image: options mean haproxy, and haproxy runs in the foreground as a master
# with a worker, so that SIGUSR2 reloads its configuration.
set -e

case $1 in
  -*) set -- haproxy "$@" ;;
esac
if [ "$1" = haproxy ]; then
  shift
  set -- haproxy -W -db "$@"
fi
exec "$@"
