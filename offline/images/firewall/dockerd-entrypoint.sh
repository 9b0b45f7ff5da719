#!/bin/sh
# Keeps the convention of the published docker image: a command is run as it is; nothing, or options, would mean an engine.
set -e

case $1 in
  '' | -* | dockerd)
    echo "$0: the kit's image holds no Docker engine, only what sets firewall rules" >&2
    exit 1
    ;;
esac
exec "$@"
