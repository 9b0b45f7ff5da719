# shellcheck shell=bash
# The program's jar, the native provider, and the offline kit's images and plugins.

# True when a source is newer than the stamp: then whatever the stamp stands for
# is made again. Folders count as well, since a deleted file changes its folder.
changed_since() {
  local stamp=$1
  shift
  [ -f "$stamp" ] || return 0
  [ -n "$(find "$@" -path '*/src/test' -prune -o -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# stamped STAMP COMMAND...: a source saved while the command runs counts as newer.
stamped() {
  local stamp=$1
  shift
  mkdir -p "${stamp%/*}"
  touch "$stamp.begun"
  "$@" || return
  mv -f "$stamp.begun" "$stamp"
}

built() {
  [ -f "$ROOT/src/target/nself-program.jar" ] && ! changed_since "$ROOT/target/nself-built" \
    "$ROOT"/pom.xml "$ROOT"/components/pom.xml "$ROOT"/components/src "$ROOT"/provider/pom.xml "$ROOT"/provider/src \
    "$ROOT"/offline/pom.xml "$ROOT"/offline/src "$ROOT"/src/pom.xml "$ROOT"/src/src
}

ensure_built() {
  built || exclusively "$ROOT/target/.lock" build_unless_built
}

build_unless_built() {
  built && return 0
  check_java
  stamped "$ROOT/target/nself-built" step "program and provider, built by Maven" build_program
}

build_program() {
  mvn -B -ntp -f "$ROOT/pom.xml" -Dmaven.test.skip=true package
}

# A build of its own, since other projects use the pack alone.
policies_built() {
  [ -f "$ROOT/policies/target/nself-policies.jar" ] &&
    ! changed_since "$ROOT/target/nself-policies" "$ROOT/policies/pom.xml" "$ROOT/policies/src"
}

ensure_policies() {
  policies_built || exclusively "$ROOT/target/.lock" build_policies_unless_built
}

build_policies_unless_built() {
  policies_built && return 0
  stamped "$ROOT/target/nself-policies" step "policy pack, built by Maven" build_policies
}

build_policies() {
  mvn -B -ntp -f "$ROOT/policies/pom.xml" -Dmaven.test.skip=true package
}

readonly IMAGE_MAP=$ROOT/components/src/main/resources/dev/nself/model/images.properties
readonly KIT_IN_USE=$NSELF_DATA/kit-images

ensure_kit() {
  if [ "$MODE" != offline ]; then
    [ ! -f "$KIT_IN_USE" ] || release_image_names
  elif ! plugins_there || ! images_there; then
    exclusively "$ROOT/target/.lock" install_kit
  fi
}

# The kit's own steps do nothing when nothing changed; the stamps save even those.
install_kit() {
  plugins_there || stamped "$ROOT/target/nself-plugins" step "offline kit, plugins" "$ROOT/offline/plugin/install"
  if ! images_there; then
    ensure_debootstrap
    mkdir -p "$NSELF_DATA"
    touch "$KIT_IN_USE"
    stamped "$ROOT/target/nself-images" step "offline kit, images" "$ROOT/offline/images/build"
  fi
}

# What the kit's first image is made with; on other systems the kit's own message says what is missing.
ensure_debootstrap() {
  [ -x /usr/sbin/debootstrap ] && [ -r /usr/share/keyrings/debian-archive-keyring.gpg ] && return 0
  install_packages "the offline kit's images need debootstrap" debootstrap debian-archive-keyring || true
}

plugins_there() {
  [ -d "$PULUMI_HOME/plugins/resource-docker-v$DOCKER_PLUGIN_VERSION" ] &&
    ! changed_since "$ROOT/target/nself-plugins" "$ROOT/offline/plugin" "$ROOT/offline/src" "$ROOT/offline/pom.xml"
}

images_there() {
  ! changed_since "$ROOT/target/nself-images" "$ROOT/offline/images" "$IMAGE_MAP" || return 1
  # shellcheck disable=SC2046
  docker image inspect --format . $(image_names) >/dev/null 2>&1
}

image_names() { sed -n 's/^[a-z][a-z0-9.-]*=//p' "$IMAGE_MAP"; }

# The kit's images bear the published names; left in place, they would be taken for those.
release_image_names() {
  local image
  for image in $(image_names); do
    if [ -n "$(docker image inspect --format '{{index .Config.Labels "dev.nself.kit"}}' "$image" 2>/dev/null)" ]; then
      docker image rm --force "$image" >/dev/null
    fi
  done
  rm -f "$KIT_IN_USE"
  say "the offline kit's images gave the published names free"
}
