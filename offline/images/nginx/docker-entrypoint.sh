#!/bin/sh
# Keeps the convention of the published nginx image: executable scripts in /docker-entrypoint.d run before nginx, in order;
# those called *.envsh may set variables.
set -e

if [ "$1" = nginx ] || [ "$1" = nginx-debug ]; then
  for script in /docker-entrypoint.d/*; do
    [ -x "$script" ] || continue
    case $script in
      *.envsh) . "$script" ;;
      *.sh) "$script" ;;
    esac
  done
fi
exec "$@"
