#!/bin/sh
# Starts nginx with the certificate of the ACME client, or with the platform's own until there is one, and lets nginx take up
# every new one without a pause.
set -u
umask 077

theirs=@{published}
seen=/tmp/certificate.seen
used=@{certificate}

# use FILE...: a pair that nginx cannot read is put back.
use() {
  [ ! -f "$used" ] || cp "$used" "$used.before"
  cat "$@" >"$used.next" && mv "$used.next" "$used" && nginx -t -q && return
  [ ! -f "$used.before" ] || mv "$used.before" "$used"
  return 1
}

# Whether there is a certificate that was not looked at yet. The client puts it there as a whole.
is_new() {
  [ -r "$theirs" ] && ! cmp -s "$theirs" "$seen" && cp "$theirs" "$seen"
}

watch() {
  while sleep 5; do
    is_new || continue
    if use "$seen"; then
      # The process of this number is nginx by then.
      kill -HUP $$
      echo "proxy: took up a new certificate"
    else
      echo "proxy: cannot use the new certificate; goes on with the one before"
    fi
  done
}

rm -f "$seen" "$used"
if is_new && use "$seen"; then
  echo "proxy: uses the certificate of the ACME client"
else
  echo "proxy: uses the platform's own certificate until the ACME client has one"
  cat @{own} >"$used"
fi
watch &
exec nginx -g 'daemon off;'
