#!/usr/bin/env bash
# The life of the example application, through the proxy of a running platform: sign up, read, write, search, upload, and
# another tenant that sees nothing of it. Prints a line for each thing that holds; the first that doesn't ends it with
# exit code 1 and with what came back.
#
#   ./nself output caCertificate > nself-ca.pem
#   CACERT=nself-ca.pem examples/posts/calls.sh
#
# DOMAIN      of the platform (nself.localhost)
# HTTPS_PORT  its port for HTTPS (443)
# HTTP_PORT   its port for HTTP (80)
# CACERT      certificate of the authority that signed its certificate (nself-ca.pem; empty: those the machine trusts)
# INVITATION  into the tenant with the sample data (that of database/migrations/005_sample_data.sql)
set -eu

DOMAIN=${DOMAIN:-nself.localhost}
HTTPS_PORT=${HTTPS_PORT:-443}
HTTP_PORT=${HTTP_PORT:-80}
CACERT=${CACERT-nself-ca.pem}
INVITATION=${INVITATION:-5eed5eed-0000-4000-8000-000000000001}

RUN=$(date +%s)-$$
PASSWORD=correct-horse-$RUN
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
STATUS=; BODY=

if [ -n "$CACERT" ] && [ ! -r "$CACERT" ]; then
    echo "CACERT: there is no file $CACERT; make it with: ./nself output caCertificate > nself-ca.pem" >&2
    exit 1
fi
CURL=(curl --silent --show-error --max-time 30 --noproxy '*')
[ -z "$CACERT" ] || CURL+=(--cacert "$CACERT")

url() { # url <host label> <path>
    local port=
    [ "$HTTPS_PORT" = 443 ] || port=:$HTTPS_PORT
    echo "https://$1.$DOMAIN$port$2"
}

ok() { printf 'ok  %s\n' "$1"; }

fail() { # fail <what>: shows the last answer
    printf 'not ok  %s\n    status %s: %s\n' "$1" "${STATUS:-none}" "${BODY:0:1000}" >&2
    exit 1
}

call() { # call <url> [curl arguments]: sets STATUS and BODY; waits when it is told that it asks too often
    local wait
    for _ in 1 2 3 4; do
        STATUS=$("${CURL[@]}" --output "$WORK/body" --dump-header "$WORK/headers" --write-out '%{http_code}' "$@") \
            || { BODY="no answer from $1"; fail "asking ${1%%\?*}"; }
        BODY=$(cat "$WORK/body" 2>/dev/null || true)
        : >"$WORK/body"
        [ "$STATUS" = 429 ] || return 0
        wait=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]*\).*/\1/p' "$WORK/headers")
        sleep "${wait:-6}"
    done
}

post() { # post <url> <json> [curl arguments]
    local to=$1 json=$2
    shift 2
    call "$to" --header 'Content-Type: application/json' --data "$json" "$@"
}

graphql() { # graphql <token or nothing> <query> [role]: the query has no double quotes but escaped ones
    local token=$1 query=$2 role=${3:-}
    set -- "$(url api /v1/graphql)" "{\"query\":\"$query\"}"
    [ -z "$token" ] || set -- "$@" --header "Authorization: Bearer $token"
    [ -z "$role" ] || set -- "$@" --header "X-Hasura-Role: $role"
    post "$@"
}

status() { # status <expected> <what>
    [ "$STATUS" = "$1" ] || fail "$2 (expected status $1)"
    ok "$2"
}

holds() { # holds <what> <extended regular expression>
    [[ $BODY =~ $2 ]] || fail "$1 (expected $2)"
    ok "$1"
}

lacks() { # lacks <what> <extended regular expression>
    ! [[ $BODY =~ $2 ]] || fail "$1 (there is $2)"
    ok "$1"
}

field() { # field <name>: the first text of that name in BODY
    local pattern="\"$1\"[[:space:]]*:[[:space:]]*\"([^\"]*)\""
    [[ $BODY =~ $pattern ]] || fail "the answer has a field $1"
    echo "${BASH_REMATCH[1]}"
}

claim() { # claim <token> <name>: of Hasura's claims
    local payload=${1#*.}
    payload=$(printf '%s' "${payload%%.*}" | tr '_-' '/+')
    while [ $((${#payload} % 4)) -ne 0 ]; do payload=$payload=; done
    BODY=$(printf '%s' "$payload" | base64 -d)
    field "$2"
}

echo '# every host answers, over TLS 1.3 only'
call "$(url api /healthz)"; status 200 'api: Hasura is healthy'
call "$(url auth /healthz)"; status 200 'auth: Auth is healthy'
call "$(url functions /healthz)"; status 200 'functions: the runtime is healthy'
call "$(url storage /minio/health/live)"; status 200 'storage: object storage is healthy'
call "$(url search /health)"; status 200 'search: the custom service is healthy'
call "$(url admin /)" --location; [ "${STATUS:0:1}" = 2 ] || fail 'admin: the admin UI answers'; ok 'admin: the admin UI answers'
call "http://api.$DOMAIN:$HTTP_PORT/v1/graphql"
case $STATUS in 301 | 308) ok 'HTTP is sent on to HTTPS' ;; *) fail 'HTTP is sent on to HTTPS' ;; esac
if "${CURL[@]}" --tls-max 1.2 --output /dev/null "$(url api /healthz)" 2>/dev/null; then fail 'TLS 1.2 is refused'; fi
ok 'TLS 1.2 is refused'

echo '# Alice signs up into the tenant with the sample data'
post "$(url auth /signup/email-password)" "{\"email\":\"alice-$RUN@example.com\",\"password\":\"$PASSWORD\",
    \"options\":{\"displayName\":\"Alice\",\"metadata\":{\"invitation\":\"$INVITATION\"}}}"
status 200 'the sign-up'
[[ $BODY =~ accessToken ]] || fail 'the sign-up opens a session (is AUTH_EMAIL_SIGNIN_EMAIL_VERIFIED_REQUIRED on?)'
post "$(url auth /signin/email-password)" "{\"email\":\"alice-$RUN@example.com\",\"password\":\"$PASSWORD\"}"
status 200 'the sign-in'
ALICE=$(field accessToken)
REFRESH=$(field refreshToken)
TENANT=$(claim "$ALICE" x-hasura-tenant-id)
[[ $TENANT =~ ^[0-9a-f-]{36}$ && $TENANT != 00000000-* ]] || { BODY=$TENANT; fail 'her token names her tenant'; }
ok 'her token names her tenant'
post "$(url auth /token)" "{\"refreshToken\":\"$REFRESH\"}"
status 200 'the token is renewed'
ALICE=$(field accessToken)
post "$(url auth /signin/email-password)" "{\"email\":\"alice-$RUN@example.com\",\"password\":\"wrong-$RUN\"}"
status 401 'a wrong password is refused'

echo '# she reads and writes by GraphQL'
graphql "$ALICE" '{ posts(limit: 3, order_by: {created_at: desc}) { id title author { display_name } } }'
status 200 'a query'; lacks 'it is answered' '"errors"'; holds 'there are posts' '"title"'
graphql "$ALICE" "mutation { insert_posts_one(object: {title: \\\"Kestrel $RUN\\\", content: \\\"Seen over the harbor\\\"}) { id user_id } }"
status 200 'a mutation'; lacks 'it is answered' '"errors"'
POST=$(field id)
AUTHOR=$(field user_id)
[ "$AUTHOR" = "$(claim "$ALICE" x-hasura-user-id)" ] || fail 'the post is hers without her saying so'
ok 'the post is hers without her saying so'
graphql "$ALICE" "mutation { insert_posts_one(object: {title: \\\"x\\\", tenant_id: \\\"$POST\\\"}) { id } }"
holds 'a client cannot name a tenant' '"errors"'

echo '# she searches through the custom service'
call "$(url search "/search?q=kestrel%20$RUN")" --header "Authorization: Bearer $ALICE"
status 200 'a search'; holds 'it finds her post' "$POST"
call "$(url search "/search?q=kestrel%20$RUN")" --header "Authorization: Bearer $ALICE"
holds 'the second time from Redis' '"cached": *true'
call "$(url search '/search?q=kestrel')"
status 401 'without a token nothing is searched'

echo '# she uploads a file'
printf 'field notes %s\n' "$RUN" >"$WORK/notes.txt"
SIZE=$(($(wc -c <"$WORK/notes.txt")))
post "$(url functions /upload)" "{\"filename\":\"notes.txt\",\"contentType\":\"text/plain\",\"size\":$SIZE}" \
    --header "Authorization: Bearer $ALICE"
status 201 'the upload function takes it'
FILE=$(field id)
KEY=$(field key)
PUT=$(field url)
[[ $KEY == "$TENANT"/* ]] || fail 'it lies under her tenant'
ok 'it lies under her tenant'
printf 'too many bytes for what was announced' >"$WORK/other.txt"
call "$PUT" --upload-file "$WORK/other.txt" --header 'Content-Type: text/plain'
status 403 'another size than was announced is refused'
call "$PUT" --upload-file "$WORK/notes.txt" --header 'Content-Type: text/plain'
status 200 'the presigned PUT'
call "$(url functions "/upload?id=$FILE")" --header "Authorization: Bearer $ALICE"
status 200 'the upload function hands it out'
GET=$(field url)
call "$GET"
status 200 'the presigned GET'; holds 'with the same content' "field notes $RUN"
call "${GET%%\?*}"
status 403 'without the signature it is refused'
post "$(url functions /upload)" '{"filename":"tool.exe","contentType":"application/x-msdownload","size":10}' \
    --header "Authorization: Bearer $ALICE"
status 422 'a type that is not on the list is refused'

echo '# Bob signs up without an invitation, and tries to name her tenant himself'
post "$(url auth /signup/email-password)" "{\"email\":\"bob-$RUN@example.com\",\"password\":\"$PASSWORD\",
    \"options\":{\"displayName\":\"Bob\",\"metadata\":{\"tenantId\":\"$TENANT\",\"tenant_id\":\"$TENANT\"}}}"
status 200 'the sign-up'
BOB=$(field accessToken)
[ "$(claim "$BOB" x-hasura-tenant-id)" != "$TENANT" ] || fail 'he is in a tenant of his own'
ok 'he is in a tenant of his own'
graphql "$BOB" '{ posts { id } files { id } tenants { name } }'
lacks 'his query is answered' '"errors"'; holds 'he sees no post' '"posts": *\[\]'; holds 'no file' '"files": *\[\]'
holds 'and his tenant only' '"tenants": *\[\{"name": *"Bob"\}\]'
graphql "$BOB" "{ posts_by_pk(id: \\\"$POST\\\") { id } }"
holds 'not her post by its id' '"posts_by_pk": *null'
graphql "$BOB" "mutation { update_posts_by_pk(pk_columns: {id: \\\"$POST\\\"}, _set: {title: \\\"mine\\\"}) { id } }"
holds 'he cannot change it' '"update_posts_by_pk": *null'
call "$(url search "/search?q=kestrel%20$RUN")" --header "Authorization: Bearer $BOB"
holds 'his search finds nothing' '"posts": *\[\]'
call "$(url functions "/upload?id=$FILE")" --header "Authorization: Bearer $BOB"
status 404 'her file is not there for him'
post "$(url auth /signup/email-password)" "{\"email\":\"mallory-$RUN@example.com\",\"password\":\"$PASSWORD\",
    \"options\":{\"metadata\":{\"invitation\":\"$POST\"}}}"
case $STATUS in 2*) fail 'an invitation cannot be made up' ;; *) ok 'an invitation cannot be made up' ;; esac

echo '# he is the admin of his tenant, she is not of hers'
post "$(url auth /signin/email-password)" "{\"email\":\"bob-$RUN@example.com\",\"password\":\"$PASSWORD\"}"
BOB=$(field accessToken)
graphql "$BOB" 'mutation { insert_invitations_one(object: {}) { code } }' tenant_admin
lacks 'he invites' '"errors"'; holds 'by a code' '"code"'
graphql "$ALICE" 'mutation { insert_invitations_one(object: {}) { code } }' tenant_admin
holds 'she cannot' '"errors"'

echo '# strangers'
graphql '' '{ posts { id } }'
holds 'nothing without a token' '"errors"'
graphql "${ALICE%.*}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" '{ posts { id } }'
holds 'nothing with a forged one' '"errors"'

echo 'the application works'
