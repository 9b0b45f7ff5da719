#!/bin/sh
# Keeps the convention of the published pgbouncer image: a configuration file that is there is used as it is. That image can
# also write one from variables; the platform always brings its own.
set -e

if [ ! -f /etc/pgbouncer/pgbouncer.ini ]; then
  echo "$0: /etc/pgbouncer/pgbouncer.ini is missing; the kit's image writes none from variables" >&2
  exit 1
fi
exec "$@"
