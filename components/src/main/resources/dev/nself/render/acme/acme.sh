#!/bin/sh
# Gets the certificate of the public hosts and renews it in time, again and again. With the argument "check" it only tells
# whether a valid one is there. For the sh of Alpine and of Debian; lego reads its LEGO_ variables itself.
set -u
umask 077

first=${ACME_NAMES%% *}
pair=$LEGO_PATH/certificates/$first
# Another of these asks for another certificate.
wanted="$LEGO_SERVER $LEGO_EMAIL $ACME_NAMES"
told=/tmp/told

if [ "${1:-}" = check ]; then
  [ "$(cat "$LEGO_PATH/until" 2>/dev/null || echo 0)" -gt "$(date +%s)" ] || { cat "$told"; exit 1; }
  exit 0
fi

say() {
  echo "acme: $*" >"$told"
  cat "$told"
}

# lego COMMAND [OPTION...]: what it says goes to a file. In the background, since sh takes no signal while it waits for a program.
lego() {
  # shellcheck disable=SC2086
  /lego --accept-tos --pem --http --http.port ":@{port}" $domains "$@" >/tmp/lego.log 2>&1 &
  running=$!
  wait "$running"
}

pause() {
  sleep "$1" &
  running=$!
  wait "$running"
}

# Whether what lego keeps is the wanted certificate, whole: it writes its files one after the other, and may be cut off.
whole() {
  [ "$(cat "$LEGO_PATH/wanted" 2>/dev/null)" = "$wanted" ] && cat "$pair.crt" "$pair.key" 2>/dev/null | cmp -s - "$pair.pem"
}

obtain() {
  rm -f "$LEGO_PATH/until" "$LEGO_PATH/wanted"
  # Found out before the authority is asked: a certificate that cannot be kept would be asked for without end.
  echo "$wanted" >"$LEGO_PATH/next" && lego run && mv "$LEGO_PATH/next" "$LEGO_PATH/wanted"
}

# Whole or not at all: the proxy, whose group this is, reads it at any time.
publish() {
  cmp -s "$pair.pem" "@{published}" && return
  cp "$pair.pem" "@{published}.next" && chmod 640 "@{published}.next" && mv "@{published}.next" "@{published}"
}

# The seconds since 1970 at which the certificate ends.
end() {
  date=$(/lego list 2>/dev/null | awk -v path="$pair.crt" '
    $1 == "Expiry" { date = $3 " " $4 } $1 == "Certificate" && $2 == "Path:" && $3 == path { print date }')
  [ -n "$date" ] && date -u -d "$date" +%s
}

# The last message of lego, which may have several lines, as one.
reason() {
  awk '/^[0-9]+\/[0-9]+\/[0-9]+ / { text = ""; sub(/^[^ ]+ [^ ]+ /, "") } { text = text " " $0 }
    END { gsub(/[ \t]+/, " ", text); print substr(text, 2) }' /tmp/lego.log | cut -c 1-1000
}

advice() {
  case $1 in
    *x509:*) echo "; name the certificate of a private authority in nself:tls.directoryCa" ;;
    *error:dns* | *error:connection* | *error:unauthorized*)
      echo "; every name must lead to this server, whose port 80 must be open: $ACME_NAMES" ;;
  esac
}

trap 'kill "$running" 2>/dev/null; exit 0' TERM INT
running='' domains=''
for name in $ACME_NAMES; do
  domains="$domains --domains $name"
done
mkdir -p "$LEGO_PATH" || exit 1
say "asks $LEGO_SERVER for $ACME_NAMES"
failures=0 retry=$ACME_WAIT_SECONDS
while true; do
  if whole; then
    lego renew --dynamic --no-random-sleep
  else
    obtain
  fi
  if [ $? = 0 ] && until=$(end) && publish; then
    before=$(cat "$LEGO_PATH/until" 2>/dev/null || echo none)
    if [ "$until" != "$before" ] || [ "$failures" != 0 ]; then
      say "a certificate is there until $(date -u -d "@$until" '+%Y-%m-%d %H:%M:%S UTC')"
    fi
    echo "$until" >"$LEGO_PATH/until"
    failures=0 retry=$ACME_WAIT_SECONDS
    # A certificate of three months is looked at four times a day, one of a day more often.
    next=$(((until - $(date +%s)) / 4))
    [ "$next" -le 21600 ] || next=21600
    [ "$next" -ge "$ACME_WAIT_SECONDS" ] || next=$ACME_WAIT_SECONDS
  else
    why=$(reason)
    failures=$((failures + 1))
    next=$retry
    say "no new certificate: $why$(advice "$why"); attempt $failures, the next in $next s"
    # Let's Encrypt takes five failures an hour for a name, and one more every twelve minutes.
    retry=$((retry * 2))
    [ "$retry" -le 3600 ] || retry=3600
  fi
  pause "$next"
done
