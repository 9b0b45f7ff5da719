#!/usr/bin/env bash
# Tests of the launcher: each runs the real `nself` with folders of its own for
# cache, data and home, and stand-ins for the programs that it would start.
# Ends with "launcher: N passed, N failed".
# shellcheck disable=SC2016
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d "${TMPDIR:-/tmp}/nself-launcher.XXXXXX")
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
# shellcheck source=/dev/null
tools=$(. "$root/scripts/tools.sh" && printf 'pulumi-%s-java-%s' "$PULUMI_VERSION" "$LANGUAGE_HOST_VERSION")

# A fresh user: nothing remembered, a copy of the repository that a test may change.
fresh() {
  user=$work/$1
  mkdir -p "$user/home" "$user/bin" "$user/repository/stacks" "$user/repository/src/target"
  cp -R "$root/nself" "$root/scripts" "$root/Pulumi.yaml" "$root/pom.xml" "$user/repository/"
  mkdir -p "$user/repository/components/src/main/java/target" "$user/repository/components/src/main/resources/dev/nself/model" \
    "$user/repository/target" "$user/repository/offline/plugin" "$user/repository/offline/images"
  echo 'redis=docker.io/library/redis:8' >"$user/repository/components/src/main/resources/dev/nself/model/images.properties"
  printf '#!/bin/bash\necho plugins >>"$CALLS"; mkdir -p "$PULUMI_HOME/plugins/resource-docker-v4.5.1"\n' >"$user/repository/offline/plugin/install"
  printf '#!/bin/bash\necho images >>"$CALLS"\n' >"$user/repository/offline/images/build"
  chmod 755 "$user/repository/offline/plugin/install" "$user/repository/offline/images/build"
  printf '# kept as it is\nconfig:\n  nself:domain: nself.localhost   # two spaces before\n' \
    >"$user/repository/stacks/Pulumi.local.yaml"
  mkdir -p "$user/repository/policies/src" "$user/repository/policies/target"
  : >"$user/repository/policies/pom.xml"
  : >"$user/repository/src/target/nself-program.jar"
  : >"$user/repository/policies/target/nself-policies.jar"
  touch "$user/repository/target/nself-built" "$user/repository/target/nself-policies"
  program pulumi '[ "$1" = version ] || [ -f Pulumi.yaml ] || exit 255
    echo "pulumi $*" >>"$CALLS"
    case "$*" in version) echo v3.250.0 ;; "stack select"* | up*)
      sed -i.old "s/   #/ #/" stacks/Pulumi.local.yaml; rm stacks/Pulumi.local.yaml.old
      echo "encryptionsalt: v1:x" >>stacks/Pulumi.local.yaml ;; esac
    exit "${PULUMI_EXIT:-0}"'
  program pulumi-language-java 'true'
  program javac 'echo javac 17.0.1'
  program mvn 'echo "mvn $*" >>"$CALLS"; exit "${MVN_EXIT:-0}"'
  program java 'cat >/dev/null'
  program docker 'exit 0'
  # Only an engine's answer on its socket; nothing outside can be reached.
  program curl 'case "$*" in *_ping*) echo OK ;; *) exit 28 ;; esac'
  : >"$user/calls"
}

program() {
  printf '#!/bin/bash\n%s\n' "$2" >"$user/bin/$1"
  chmod 755 "$user/bin/$1"
}

# nself ARGUMENT...: leaves $status, $out and $err.
nself() {
  status=0
  # Not started in the repository: the launcher finds it by itself.
  (cd "$work" && env -i HOME="$user/home" PATH="$user/bin:/usr/bin:/bin:/usr/sbin:/sbin" CALLS="$user/calls" TMPDIR="$work" \
    DOCKER_HOST=tcp://stand-in ${with[@]+"${with[@]}"} \
    "$user/repository/nself" "$@" >"$user/out" 2>"$user/err" </dev/null) || status=$?
  out=$(cat "$user/out") err=$(cat "$user/err")
  with=()
}
with=()

data() { printf '%s/home/.local/share/nself/%s' "$user" "$1"; }
mode_of() { stat -c %a "$1" 2>/dev/null || stat -f %Lp "$1"; }

expect() {
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'launcher: FAILED: %s\n  command: %s\n' "$what" "$*"
    printf '  status: %s\n  out: %s\n  err: %s\n' "$status" "$out" "$err" | head -n 30
  fi
}

contains() { case $1 in *"$2"*) return 0 ;; *) return 1 ;; esac; }
lacks() { ! contains "$1" "$2"; }

unknown_commands_are_named_with_the_allowed_ones() {
  fresh unknown
  nself upp
  expect 'exit code' [ "$status" -eq 1 ]
  expect 'message' contains "$err" 'unknown command, got upp; allowed: up, preview'
  nself help
  expect 'help succeeds' [ "$status" -eq 0 ]
  nself up --stack ../x
  expect 'a path is no stack' contains "$err" "not a stack's name, got '../x'"
  nself up --stack production
  expect 'the stacks that exist are named' contains "$err" 'got production; allowed: local'
  expect 'nothing was run' [ ! -s "$user/calls" ]
}

up_creates_the_stack_and_passes_arguments_on() {
  fresh up
  nself up --offline --expect-no-changes
  expect 'exit code' [ "$status" -eq 0 ]
  expect 'stack made, then up' [ "$(cat "$user/calls")" = 'plugins
images
pulumi stack select --create --stack local
pulumi up --stack local --policy-pack policies/prebuilt --yes --expect-no-changes' ]
  expect 'the command is shown' contains "$err" '+ pulumi up --stack local --policy-pack policies/prebuilt --yes --expect-no-changes'
  expect 'the kit is named' contains "$err" 'offline kit in use'
  with=(PULUMI_EXIT=37)
  nself preview
  expect "pulumi's exit code is the launcher's" [ "$status" -ne 0 ]
  mkdir -p "$(data state/.pulumi/stacks/nself)" && echo '{}' >"$(data state/.pulumi/stacks/nself/local.json)"
  with=(PULUMI_EXIT=37)
  nself preview
  expect "pulumi's exit code is the launcher's" [ "$status" -eq 37 ]
}

other_stacks_are_asked_about() {
  fresh asked
  cp "$user/repository/stacks/Pulumi.local.yaml" "$user/repository/stacks/Pulumi.staging.yaml"
  nself up --offline --stack staging
  expect 'no --yes' contains "$(tail -n 1 "$user/calls")" 'up --stack staging'
  expect 'no --yes' lacks "$(cat "$user/calls")" '--yes'
  nself destroy
  expect 'destroy asks for local too' [ "$(tail -n 1 "$user/calls")" = 'pulumi destroy --stack local' ]
  nself destroy --yes
  expect 'unless --yes' [ "$(tail -n 1 "$user/calls")" = 'pulumi destroy --stack local --yes' ]
}

the_stack_file_stays_as_it_was() {
  fresh salt
  cp "$user/repository/stacks/Pulumi.local.yaml" "$user/before"
  nself up --offline
  expect 'no salt of this user' cmp -s "$user/before" "$user/repository/stacks/Pulumi.local.yaml"
  echo 'encryptionsalt: v1:the-teams-own' >>"$user/repository/stacks/Pulumi.local.yaml"
  nself preview
  expect 'a salt that was there stays' grep -q the-teams-own "$user/repository/stacks/Pulumi.local.yaml"
  fresh edited
  program pulumi 'printf "  nself:tier: split\nencryptionsalt: v1:x\n" >>stacks/Pulumi.local.yaml'
  nself up --offline
  expect "the user's edit meanwhile stays" grep -q 'nself:tier: split' "$user/repository/stacks/Pulumi.local.yaml"
  expect 'the salt goes' lacks "$(cat "$user/repository/stacks/Pulumi.local.yaml")" encryptionsalt
}

the_passphrase_is_made_once_and_private() {
  fresh passphrase
  nself env
  local file made
  file=$(data passphrase)
  made=$(cat "$file")
  expect 'mode 600' [ "$(mode_of "$file")" = 600 ]
  expect 'long enough' [ ${#made} -ge 40 ]
  expect 'its place is told' contains "$err" "$file"
  expect 'never itself' lacks "$out$err" "$made"
  expect 'exported as a file' contains "$out" "export PULUMI_CONFIG_PASSPHRASE_FILE=$file"
  nself env
  expect 'kept' [ "$(cat "$file")" = "$made" ]
  expect 'told once' lacks "$err" passphrase
}

the_users_own_settings_are_respected() {
  fresh own
  with=(PULUMI_BACKEND_URL=s3://bucket PULUMI_CONFIG_PASSPHRASE=mine)
  nself env
  expect 'backend' contains "$out" 's3://bucket'
  expect 'no passphrase file named' lacks "$out" PASSPHRASE
  expect 'none made' [ ! -e "$(data passphrase)" ]
  with=(PULUMI_CONFIG_PASSPHRASE=)
  nself env
  expect 'an empty passphrase is one' lacks "$out" PASSPHRASE
  expect 'local state' contains "$out" "PULUMI_BACKEND_URL=file://$(data state)"
  mkdir -p "$user/home/.pulumi"
  printf '{\n  "current": "https://api.pulumi.com"\n}\n' >"$user/home/.pulumi/credentials.json"
  nself env
  expect 'pulumi login' lacks "$out" PULUMI_BACKEND_URL
  expect 'its credentials with the kit' contains "$out" "PULUMI_CREDENTIALS_PATH=$user/home/.pulumi"
}

the_mode_is_found_out_once_and_remembered() {
  fresh mode
  nself env
  expect 'found out' contains "$err" 'mode offline found out'
  expect 'remembered' [ "$(cat "$(data mode)")" = offline ]
  expect 'plugins apart' contains "$out" "PULUMI_HOME=$user/home/.cache/nself/pulumi-offline"
  nself env
  expect 'not asked again' lacks "$err" 'found out'
  nself env --online
  expect "the user's plugins" lacks "$out" PULUMI_HOME
  nself env
  expect 'the choice is remembered' lacks "$out" PULUMI_HOME
  program curl 'case "$*" in *_ping*) echo OK ;; *v2*) echo "docker-distribution-api-version: registry/2.0" ;; esac'
  rm "$(data mode)"
  nself env
  expect 'online found out' [ "$(cat "$(data mode)")" = online ]
}

every_preview_is_judged_as_the_stack_wants_it() {
  fresh judged
  nself preview --offline
  expect 'judged' contains "$(cat "$user/calls")" 'pulumi preview --stack local --policy-pack policies/prebuilt'
  echo '{}' >"$user/repository/stacks/policies.local.json"
  nself preview
  expect 'as configured' contains "$(cat "$user/calls")" '--policy-pack-config stacks/policies.local.json'
  sleep 0.1
  : >"$user/repository/policies/src/New.java"
  nself preview
  expect 'a new rule is built' contains "$(cat "$user/calls")" "policies/pom.xml -Dmaven.test.skip=true package"
  # There is nothing to judge where nothing is to be.
  nself destroy --yes
  expect 'destroy is not judged' contains "$(cat "$user/calls")" 'pulumi destroy --stack local --yes'
}

maven_runs_only_when_a_source_changed() {
  fresh build
  nself preview --offline
  expect 'nothing to build' lacks "$(cat "$user/calls")" mvn
  sleep 0.1
  mkdir -p "$user/repository/components/src/test"
  touch "$user/repository/target/nself-built"
  sleep 0.1
  : >"$user/repository/components/src/test/NewTest.java"
  nself preview
  expect 'a new test is not part of the program' lacks "$(cat "$user/calls")" mvn
  : >"$user/repository/components/src/main/java/target/New.java"
  nself preview
  expect 'a new source is built' contains "$(cat "$user/calls")" 'mvn -B -ntp'
  : >"$user/calls"
  nself preview
  expect 'once' lacks "$(cat "$user/calls")" mvn
  rm "$user/repository/components/src/main/java/target/New.java"
  nself preview
  expect 'a deleted source too' contains "$(cat "$user/calls")" 'mvn -B -ntp'
  touch "$user/repository/pom.xml"
  with=(MVN_EXIT=1)
  nself preview
  expect 'a failed build ends it' [ "$status" -ne 0 ]
  expect 'with its log' contains "$err" 'whole log: '
  : >"$user/calls"
  nself preview
  expect 'and is tried again' contains "$(cat "$user/calls")" 'mvn -B -ntp'
}

the_kit_is_installed_once_and_leaves_its_names() {
  fresh kit
  nself preview --offline
  expect 'installed' contains "$(cat "$user/calls")" 'images'
  : >"$user/calls"
  nself preview
  expect 'once' lacks "$(cat "$user/calls")" 'images'
  expect 'once' lacks "$(cat "$user/calls")" 'plugins'
  program docker 'case "$*" in *inspect*) exit 1 ;; esac'
  nself preview
  expect 'a removed image is made again' contains "$(cat "$user/calls")" 'images'
  sleep 0.1
  touch "$user/repository/offline/plugin/install"
  nself preview
  expect 'a changed plugin is installed again' contains "$(cat "$user/calls")" 'plugins'
  program docker 'echo "docker $*" >>"$CALLS"; case "$*" in *inspect*) echo hash ;; esac'
  nself preview --online
  expect 'published names are given free' contains "$(cat "$user/calls")" 'docker image rm --force docker.io/library/redis:8'
  : >"$user/calls"
  nself preview
  expect 'once' lacks "$(cat "$user/calls")" 'docker image rm'
}

# A repository in which each runner only notes that it ran, and ends as the test wants it to.
with_runners() {
  local runner stand_in
  for runner in scripts/test/launcher_test.sh offline/images/test examples/posts/database/test/run; do
    mkdir -p "$(dirname "$user/repository/$runner")"
    printf '#!/bin/bash\necho %s >>"$CALLS"; exit "${RUNNER_EXIT:-0}"\n' "$runner" >"$user/repository/$runner"
    chmod 755 "$user/repository/$runner"
  done
  for stand_in in hasura auth functions admin; do
    mkdir -p "$user/repository/offline/images/$stand_in/src" "$user/repository/offline/images/$stand_in/test"
    echo '{}' >"$user/repository/offline/images/$stand_in/package.json"
    [ "$stand_in" = admin ] || echo 1 >"$user/repository/offline/images/$stand_in/package-lock.json"
  done
  program npm 'echo "npm $1 ${PWD##*/}" >>"$CALLS"; case $1 in ci) mkdir node_modules ;; test) exit "${NPM_EXIT:-0}" ;; esac'
  program mvn 'echo "mvn $*" >>"$CALLS"; echo "Tests run: 7"; exit "${MVN_EXIT:-0}"'
}

every_kind_of_test_runs_and_maven_comes_last() {
  fresh tests
  with_runners
  nself test --offline --soak -pl src
  expect 'exit code' [ "$status" -eq 0 ]
  expect 'all of them, arguments go to Maven' [ "$(sed "s#-f .*/policies/#-f policies/#" "$user/calls")" = 'plugins
images
scripts/test/launcher_test.sh
offline/images/test
npm ci hasura
npm ci auth
npm ci functions
npm test hasura
npm test auth
npm test functions
npm test admin
examples/posts/database/test/run
mvn -B -ntp -f policies/pom.xml verify
mvn -B -ntp --fail-at-end verify -Dnself.soak.rounds=20 -pl src' ]
  expect "Maven's closing lines are the last of a runner" [ "$(tail -n 1 "$user/out")" = 'Tests run: 7' ]
  expect 'one line of summary for each' [ "$(tail -n 6 "$user/err" | sed 's/ in [0-9]* s$//')" = 'nself: tests, launcher: passed
nself: tests, images: passed
nself: tests, stand-ins: passed
nself: tests, example SQL: passed
nself: tests, policies: passed
nself: tests, Maven: passed' ]
  expect 'the repository stays clean' [ ! -e "$user/repository/offline/images/hasura/node_modules" ]
  : >"$user/calls"
  nself test
  expect 'libraries are installed once' lacks "$(cat "$user/calls")" 'npm ci'
  expect 'three rounds unless asked' contains "$(tail -n 1 "$user/calls")" 'verify'
  expect 'three rounds unless asked' lacks "$(tail -n 1 "$user/calls")" soak
  echo 2 >"$user/repository/offline/images/auth/package-lock.json"
  nself test
  expect 'another version is installed' contains "$(cat "$user/calls")" 'npm ci auth'
}

a_failed_kind_of_test_fails_all_and_stops_none() {
  fresh failing
  with_runners
  with=(RUNNER_EXIT=3 NPM_EXIT=1)
  nself test --offline
  expect 'exit code' [ "$status" -eq 1 ]
  expect 'every stand-in' contains "$(cat "$user/calls")" 'npm test admin'
  expect 'the others ran' contains "$(cat "$user/calls")" 'mvn -B -ntp --fail-at-end verify'
  expect 'it is named' contains "$err" 'tests, launcher: failed after'
  expect 'with its exit code' contains "$err" 's, exit code 3'
  expect 'it is named' contains "$err" 'tests, stand-ins: failed after'
  expect 'what passed too' contains "$(tail -n 1 "$user/err")" 'tests, Maven: passed in'
  with=(MVN_EXIT=1)
  nself test
  expect 'Maven alone' [ "$status" -eq 1 ]
  expect 'Maven alone' contains "$(tail -n 1 "$user/err")" 'tests, Maven: failed after'
}

published_images_need_no_tests_of_the_kit() {
  fresh published
  with_runners
  nself test --online
  expect 'exit code' [ "$status" -eq 0 ]
  expect 'no stand-in' lacks "$(cat "$user/calls")" npm
  expect 'no image of the kit' lacks "$(cat "$user/calls")" offline/images
  expect 'what is left out is told' contains "$err" 'tests, images: skipped, mode online uses the published images'
  expect 'the others ran' contains "$(cat "$user/calls")" examples/posts/database/test/run
}

half_made_tools_are_made_anew() {
  fresh tools
  local folder=$user/home/.cache/nself/tools/$tools
  rm "$user/bin/pulumi" "$user/bin/pulumi-language-java"
  program go 'case $1 in
    env) echo go1.26.0 ;;
    build) while [ "$1" != -o ]; do shift; done; mkdir -p "${2%/*}"; printf "#!/bin/sh\necho v3.250.0\n" >"$2"; chmod 755 "$2" ;;
    esac; echo go >>"$CALLS"; exit "${GO_EXIT:-0}"'
  mkdir -p "$folder" "${folder%/*}/.aside.killed"
  echo half >"$folder/pulumi"
  with=(GO_EXIT=1)
  nself env --offline
  expect 'a failed build ends it' [ "$status" -ne 0 ]
  expect 'nothing half-made in its place' [ ! -e "$folder/checksums" ]
  nself env
  expect 'built' [ "$status" -eq 0 ]
  expect 'whole' [ -x "$folder/pulumi" ]
  expect 'the host too' [ -x "$folder/host/pulumi-language-java" ]
  expect 'leftovers are gone' [ ! -e "${folder%/*}/.aside.killed" ]
  expect 'on the PATH' contains "$out" "export PATH=$folder:"
  : >"$user/calls"
  nself env
  expect 'not built twice' [ ! -s "$user/calls" ]
  sleep 0.1
  printf 'damaged' >"$folder/pulumi"
  nself env
  expect 'a damaged one is replaced' [ "$("$folder/pulumi")" = v3.250.0 ]
  chmod 755 "$folder/pulumi"
  touch "$folder/pulumi"
  : >"$user/calls"
  nself env
  expect 'a touched one is whole' [ ! -s "$user/calls" ]
}

the_official_download_is_verified() {
  fresh download
  local folder=$user/home/.cache/nself/tools/$tools
  rm "$user/bin/pulumi" "$user/bin/pulumi-language-java"
  mkdir -p "$user/site/pulumi"
  printf '#!/bin/sh\necho v3.250.0\n' >"$user/site/pulumi/pulumi"
  cp "$user/site/pulumi/pulumi" "$user/site/pulumi/pulumi-language-java"
  chmod 755 "$user"/site/pulumi/*
  tar -czf "$user/site/archive" -C "$user/site" pulumi
  program uname 'case $1 in -s) echo Linux ;; -m) echo x86_64 ;; esac'
  program curl 'case "$*" in *_ping*) echo OK; exit ;; *releases/sdk*) ;; *) exit 28 ;; esac
    echo "$*" >>"$CALLS"
    while [ $# -gt 1 ]; do [ "$1" != -o ] || to=$2; shift; done
    case $1 in *checksums.txt) cat "$SITE/checksums" ;; *.tar.gz) cat "$SITE/archive" ;; esac >"$to"'
  echo "0000000000000000000000000000000000000000000000000000000000000000  pulumi-v3.250.0-linux-x64.tar.gz" >"$user/site/checksums"
  with=("SITE=$user/site")
  nself env --offline
  expect 'a wrong checksum is refused' [ "$status" -ne 0 ]
  expect 'nothing is put in place' [ ! -e "$folder" ]
  printf '%s  pulumi-v3.250.0-linux-x64.tar.gz\n' "$(sha256sum "$user/site/archive" | cut -d ' ' -f 1)" >"$user/site/checksums"
  with=("SITE=$user/site")
  nself env
  expect 'the right one is used' [ "$("$folder/pulumi")" = v3.250.0 ]
  expect 'no wrapper is put over its host' [ ! -e "$folder/host" ]
  expect 'the published names are asked for' contains "$(cat "$user/calls")" 'https://get.pulumi.com/releases/sdk/pulumi-3.250.0-checksums.txt'
}

the_pinned_versions_are_those_of_the_modules() {
  fresh pins
  # shellcheck source=/dev/null
  expect 'pulumi' grep -q "^	github.com/pulumi/pulumi/pkg/v3 v$(. "$root/scripts/tools.sh" && echo "$PULUMI_VERSION")\b" "$root/scripts/tools/pulumi/go.mod"
  # shellcheck source=/dev/null
  expect 'host' grep -q "^	github.com/pulumi/pulumi-java/pkg v$(. "$root/scripts/tools.sh" && echo "$LANGUAGE_HOST_VERSION")\b" "$root/scripts/tools/pulumi-language-java/go.mod"
  expect 'docker plugin' grep -q "<pulumi-docker.version>$(sed -n 's/.*DOCKER_PLUGIN_VERSION=//p' "$root/nself")<" "$root/pom.xml"
}

a_missing_engine_is_told_with_what_to_do() {
  fresh engine
  program docker 'exit 1'
  nself up --offline
  expect 'exit code' [ "$status" -eq 1 ]
  expect 'message' contains "$err" 'DOCKER_HOST: no Docker engine answers, got tcp://stand-in; start it, or unset DOCKER_HOST'
  expect 'before anything changes' [ ! -s "$user/calls" ]
  program id 'case $1 in -u) echo 1000 ;; *) echo someone ;; esac'
  with=(DOCKER_HOST=)
  program curl 'exit 7'
  nself up
  expect 'without root nothing is installed or started' [ "$status" -eq 1 ]
  expect 'what to do' contains "$err" 'run this again'
  printf 'config:\n  nself:target: aws\n' >"$user/repository/stacks/Pulumi.cloud.yaml"
  nself up --online --stack cloud
  expect 'another machine needs none here' [ "$status" -eq 0 ]
}

an_engine_that_the_published_plugin_cannot_speak_to_is_named() {
  fresh api
  program docker 'case "$*" in *MinAPIVersion*) echo "$OLDEST" ;; esac'
  with=(OLDEST=1.44)
  nself up --online
  expect 'exit code' [ "$status" -eq 1 ]
  expect 'message' contains "$err" 'takes API 1.44 and newer only, got 1.43 from the Docker plugin 4.5.1; update Docker to 29.3 or newer'
  expect 'before anything changes' [ ! -s "$user/calls" ]
  with=(OLDEST=1.44)
  nself up --offline
  expect 'the kit speaks any' [ "$status" -eq 0 ]
  for oldest in 1.40 1.24 ''; do
    with=(OLDEST=$oldest)
    nself up --online
    expect "oldest '$oldest'" [ "$status" -eq 0 ]
  done
}

a_javac_without_java_is_told_about() {
  fresh javac
  rm "$user/repository/target/nself-built"
  program javac 'echo "Unable to locate a Java Runtime." >&2; exit 1'
  nself up --offline
  expect 'exit code' [ "$status" -eq 1 ]
  expect 'message' contains "$err" 'javac is too old, got nothing; allowed: 17 and newer'
}

# Programs of the provider's jar: a stand-in that notes how it is started and what it reads.
with_noted_java() {
  program java 'echo "java $*" >>"$CALLS"; sed "s/^/read: /" >>"$CALLS"; echo told; exit "${JAVA_EXIT:-0}"'
  program pulumi 'echo "pulumi $*" >>"$CALLS"
    case "$*" in "stack output"*) printf "%s\n" "${OUTPUTS-{\"servers\":{\"db1\":\"ssh://db1\"\}\}}"; exit "${PULUMI_EXIT:-0}" ;; esac'
}

status_asks_the_servers_that_the_stack_names() {
  fresh status
  with_noted_java
  nself status --offline
  expect 'well' [ "$status" -eq 0 ]
  expect 'shown' [ "$out" = told ]
  expect 'the outputs are read' contains "$(cat "$user/calls")" 'pulumi stack output --stack local --json'
  expect 'started' contains "$(cat "$user/calls")" 'dev.nself.provider.status.Status local'
  expect 'with the servers' contains "$(cat "$user/calls")" 'read: {"servers":{"db1":"ssh://db1"}}'
  expect 'for people' lacks "$(cat "$user/calls")" 'Status local --json'
  with=(JAVA_EXIT=1)
  nself status --json
  expect 'ill' [ "$status" -eq 1 ]
  expect 'json' contains "$(cat "$user/calls")" 'Status local --json'
  : >"$user/calls"
  with=(PULUMI_EXIT=255 OUTPUTS=)
  nself status
  expect 'a stack without outputs' contains "$(cat "$user/calls")" 'read: {}'
  expect 'is told about' contains "$err" "stack local: no outputs to read, so only this machine's engine is asked"
}

logs_are_looked_for_on_the_servers_that_the_stack_names() {
  fresh logs
  with_noted_java
  nself logs --offline
  expect 'a service must be named' contains "$err" 'logs: no service given; use ./nself logs <service>'
  expect 'nothing was run' lacks "$(cat "$user/calls")" java
  nself logs hasura --tail 5
  expect 'options are passed on' contains "$(cat "$user/calls")" 'status.Logs local hasura --tail 5'
  expect 'with the servers' contains "$(cat "$user/calls")" 'read: {"servers":{"db1":"ssh://db1"}}'
  with=(JAVA_EXIT=1)
  nself logs hasura
  expect 'exit code' [ "$status" -eq 1 ]
}

destroy_tells_of_kept_data_on_the_servers_there_were() {
  fresh kept
  with_noted_java
  nself destroy --offline --yes
  expect 'exit code' [ "$status" -eq 0 ]
  expect 'the servers are read before' [ "$(grep -v '^plugins\|^images\|stack select' "$user/calls" | sed 's/^java .*status/java status/')" = 'pulumi stack output --stack local --json
pulumi destroy --stack local --yes
java status.KeptData local
read: {"servers":{"db1":"ssh://db1"}}' ]
}

a_state_that_was_cut_off_while_it_was_written_is_the_one_before() {
  fresh cutoff
  local stacks=$user/state/.pulumi/stacks/nself
  mkdir -p "$stacks"
  repaired() { with=("PULUMI_BACKEND_URL=file://$user/state" PULUMI_CONFIG_PASSPHRASE=x) && nself repair --offline; }
  echo '{"version": 3}' >"$stacks/local.json"
  repaired
  expect 'a whole one is left alone' lacks "$err" 'cut off'
  : >"$stacks/local.json"
  echo '{"version": 2}' >"$stacks/local.json.bak"
  repaired
  expect 'told' contains "$err" 'going on from the one before'
  expect 'the one before' [ "$(cat "$stacks/local.json")" = '{"version": 2}' ]
  expect 'then what is there is read' contains "$(cat "$user/calls")" 'pulumi refresh'
  rm "$stacks/local.json.bak"
  : >"$stacks/local.json"
  repaired
  expect 'without one before the stack begins anew' contains "$(cat "$user/calls")" 'pulumi stack init local'
}

the_program_starts_fast_and_other_java_as_it_is() {
  fresh java
  local java=$root/scripts/java/java repository=$user/repository
  program java 'echo "java $*" >>"$CALLS"
    case $1 in -XX:ArchiveClassesAtExit=*) echo archive >"${1#*=}" ;; esac
    exit "${JAVA_EXIT:-0}"'
  run_java() { status=0; (cd "$repository" && env PATH="$root/scripts/java:$user/bin:$PATH" CALLS="$user/calls" JAVA_EXIT="${JAVA_EXIT:-0}" "$java" "$@") || status=$?; }
  out='' err=''
  run_java -version
  expect 'passed on' [ "$(cat "$user/calls")" = 'java -version' ]
  : >"$user/calls"
  JAVA_EXIT=32 run_java -jar src/target/nself-program.jar
  expect 'exit code of the program' [ "$status" -eq 32 ]
  expect 'no archive of a run that failed' [ -z "$(find "$repository/src/target" -name '*.jsa*')" ]
  run_java -jar src/target/nself-program.jar
  expect 'archive of a run that went well' [ -f "$repository/src/target/nself-program.jsa" ]
  : >"$user/calls"
  run_java -jar "$repository/src/target/nself-program.jar"
  expect 'started from it' contains "$(cat "$user/calls")" 'java -XX:SharedArchiveFile=src/target/nself-program.jsa '
  touch -d '+1 minute' "$repository/src/target/nself-program.jar" 2>/dev/null || touch -t 203801010000 "$repository/src/target/nself-program.jar"
  run_java -jar src/target/nself-program.jar
  expect 'made anew after a build' contains "$(cat "$user/calls")" ArchiveClassesAtExit
}

for test in $(declare -F | sed 's/^declare -f //' | grep '_.*_'); do
  "$test"
done
printf 'launcher: %s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
