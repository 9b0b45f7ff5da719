# shellcheck shell=bash
# The program's jar, the native provider, and the offline kit's images and plugins.

# True when a source is newer than the stamp: then whatever the stamp stands for
# is made again. Folders count as well, since a deleted file changes its folder.
changed_since() {
  local stamp=$1
  shift
  [ -f "$stamp" ] || return 0
  [ -n "$(find "$@" -name target -prune -o \
    \( -type f -o -type d -path '*/src/*' \) -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# stamped STAMP COMMAND...: a source saved while the command runs counts as newer.
stamped() {
  local stamp=$1
  shift
  mkdir -p "${stamp%/*}"
  touch "$stamp.begun"
  "$@" || return
  mkdir -p "${stamp%/*}"
  mv -f "$stamp.begun" "$stamp" 2>/dev/null || touch "$stamp"
}

ensure_built() {
  local stamp=$ROOT/target/nself-built
  if [ -f "$ROOT/src/target/nself-program.jar" ] && ! changed_since "$stamp" \
    "$ROOT"/pom.xml "$ROOT"/components "$ROOT"/provider/pom.xml "$ROOT"/provider/src \
    "$ROOT"/offline/pom.xml "$ROOT"/offline/src "$ROOT"/src; then
    return 0
  fi
  check_java
  stamped "$stamp" step "program and provider, built by Maven" build_program
}

build_program() {
  mvn -B -ntp -f "$ROOT/pom.xml" -Dmaven.test.skip=true package
}

# The kit's own steps are quick when nothing changed; the stamps save even those.
ensure_kit() {
  [ "$MODE" = offline ] || return 0
  local stamps=$ROOT/target
  if [ -x "$ROOT/offline/plugin/install" ]; then
    if [ ! -d "$PULUMI_HOME/plugins/resource-docker-v$DOCKER_PLUGIN_VERSION" ] ||
      changed_since "$stamps/nself-plugin" "$ROOT/offline/plugin" "$ROOT/offline/src" "$ROOT/offline/pom.xml"; then
      stamped "$stamps/nself-plugin" step "offline kit, plugins" "$ROOT/offline/plugin/install"
    fi
  fi
  if [ -x "$ROOT/offline/images/build" ]; then
    if changed_since "$stamps/nself-images" "$ROOT/offline/images" "$IMAGE_MAP" || ! images_there; then
      stamped "$stamps/nself-images" step "offline kit, images" "$ROOT/offline/images/build"
    fi
  fi
}

readonly IMAGE_MAP=$ROOT/components/src/main/resources/dev/nself/model/images.properties

images_there() {
  local images
  images=$(sed -n 's/^[a-z][a-z0-9.-]*=//p' "$IMAGE_MAP")
  # shellcheck disable=SC2086
  docker image inspect --format . $images >/dev/null 2>&1
}
