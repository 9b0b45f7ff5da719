# shellcheck shell=bash
# Every kind of test, one function each. All run even when an earlier one failed.
# Maven comes last: its closing lines are the last of any runner.

run_tests() {
  local line
  TEST_SUMMARY=() TESTS_FAILED=
  # A runner that an interrupt ends with a code of its own would otherwise be followed by the next one.
  trap 'say "tests: interrupted"; exit 130' INT TERM HUP
  kind_of_tests launcher test_launcher
  kit_tests images test_images
  kit_tests stand-ins test_stand_ins
  kind_of_tests 'example SQL' test_example_sql
  kind_of_tests policies test_policies
  kind_of_tests Maven test_with_maven
  trap - INT TERM HUP
  for line in "${TEST_SUMMARY[@]}"; do say "$line"; done
  [ -z "$TESTS_FAILED" ]
}

# kind_of_tests TITLE COMMAND...: runs it and notes how it went, and how long it took.
kind_of_tests() {
  local title=$1 started=$SECONDS status=0
  shift
  say "tests, $title ..."
  "$@" || status=$?
  if [ "$status" -eq 0 ]; then
    TEST_SUMMARY+=("tests, $title: passed in $((SECONDS - started)) s")
  else
    TEST_SUMMARY+=("tests, $title: failed after $((SECONDS - started)) s, exit code $status")
    TESTS_FAILED=yes
  fi
}

# Tests of what only the offline kit has.
kit_tests() {
  if [ "$MODE" = offline ]; then
    kind_of_tests "$@"
  else
    TEST_SUMMARY+=("tests, $1: skipped, mode $MODE uses the published images")
  fi
}

test_launcher() { "$ROOT/scripts/test/launcher_test.sh"; }

test_images() { "$ROOT/offline/images/test"; }

test_example_sql() { "$ROOT/examples/posts/database/test/run"; }

# A build of its own: its main must not run with the program's.
test_policies() { mvn -B -ntp -f "$ROOT/policies/pom.xml" verify; }

test_with_maven() {
  set -- mvn -B -ntp --fail-at-end verify ${SOAK:+-Dnself.soak.rounds=20} ${ARGS[@]+"${ARGS[@]}"}
  show_command "$@"
  "$@"
}

readonly STAND_INS=(hasura auth functions admin)

# In a shell of its own, which ends the lock with itself.
test_stand_ins() { (exclusively "$NSELF_CACHE/stand-ins/.lock" run_stand_ins); }

# The stand-ins run on this machine's Node from a copy, so that no library gets into the repository. The copy is
# laid out as the repository is: their tests share files, and read the map of images.
run_stand_ins() {
  local copy=$NSELF_CACHE/stand-ins map=${IMAGE_MAP#"$ROOT"/} stand_in failed=
  mkdir -p "$copy/${map%/*}" && cp "$IMAGE_MAP" "$copy/$map" || exit
  for stand_in in "${STAND_INS[@]}"; do
    copy_stand_in "$ROOT/offline/images/$stand_in" "$copy/offline/images/$stand_in" || exit
  done
  for stand_in in "${STAND_INS[@]}"; do
    (cd "$copy/offline/images/$stand_in" && npm test) || failed=yes
  done
  [ -z "$failed" ] || exit 1
}

# npm installs anew only when a version changed, or when it was cut off.
copy_stand_in() {
  local from=$1 to=$2
  mkdir -p "$to" && rm -rf "$to/src" "$to/test" && cp -R "$from/src" "$from/test" "$from/package.json" "$to/" || return
  [ -f "$from/package-lock.json" ] || return 0
  ! cmp -s "$from/package-lock.json" "$to/node_modules/.installed" || return 0
  rm -f "$to/node_modules/.installed"
  cp "$from/package-lock.json" "$to/" && cd "$to" &&
    step "libraries of the stand-in ${from##*/}" npm ci --ignore-scripts --no-audit --no-fund --cache "$NSELF_CACHE/images/npm" &&
    cp package-lock.json node_modules/.installed
}
