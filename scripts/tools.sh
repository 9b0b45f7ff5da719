# shellcheck shell=bash
# Java, Maven, the Pulumi CLI and its Java language host.
#
# The CLI and the host are looked for on PATH, then downloaded from the official
# site, then built from Go modules (scripts/tools/, versions pinned by go.mod, the
# modules verified by Go's checksum database). Downloads and builds are made aside
# and renamed when they are whole, so that a tool is there entirely or not at all.

readonly PULUMI_VERSION=3.250.0
readonly LANGUAGE_HOST_VERSION=1.12.0
readonly OLDEST_PULUMI=3.175.0
readonly DOWNLOADS=https://get.pulumi.com/releases/sdk

# The engine warns on every run about a host that does not lie beside its CLI.
tools_folder() { printf '%s/tools/pulumi-%s-java-%s' "$NSELF_CACHE" "$PULUMI_VERSION" "$LANGUAGE_HOST_VERSION"; }

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# Puts the tools on PATH when they are there; false when something is missing.
use_tools() {
  local folder=$NSELF_CACHE/tools/pulumi-$PULUMI_VERSION-java-$LANGUAGE_HOST_VERSION
  if command -v pulumi >/dev/null && command -v pulumi-language-java >/dev/null; then
    case $(command -v pulumi) in
      "$NSELF_CACHE"/*) ;;
      *) return 0 ;;
    esac
  fi
  intact "$folder" || return 1
  renew_wrapper "$folder"
  case :$PATH: in
    *":$folder:"*) ;;
    *) export PATH=$folder:$PATH ;;
  esac
}

# The wrapper is the project's own and changes with it; the tools behind it are built once.
renew_wrapper() {
  local wrapper=$ROOT/scripts/tools/pulumi-language-java/wrapper
  [ -d "$1/host" ] && [ "$(<"$1/pulumi-language-java")" != "$(<"$wrapper")" ] || return 0
  cp "$wrapper" "$1/.wrapper.$$" && mv -f "$1/.wrapper.$$" "$1/pulumi-language-java" && record_checksums "$1"
}

record_checksums() {
  (cd "$1" && find . -type f -name 'pulumi*' | while read -r file; do sha256 "$file"; done >checksums && [ -s checksums ])
}

# A language host runs the program with the `java` of PATH.
use_fast_java() {
  case :$PATH: in
    *":$ROOT/scripts/java:"*) ;;
    *) export PATH=$ROOT/scripts/java:$PATH ;;
  esac
}

# Whole, and no file changed since its checksum was recorded; a changed one is
# read again, so the usual case costs no process.
intact() {
  local file
  [ -f "$1/checksums" ] || return 1
  for file in "$1"/pulumi* "$1"/host/pulumi*; do
    [ -f "$file" ] || continue
    [ "$file" -nt "$1/checksums" ] || continue
    verify "$1" || return 1
    touch "$1/checksums"
    return 0
  done
}

verify() { (cd "$1" && sha256 -c checksums >/dev/null 2>&1); }

ensure_tools() {
  ensure_java
  use_tools && return 0
  exclusively "$NSELF_CACHE/tools/.lock" install_pulumi
  use_tools || fail "the Pulumi CLI and its Java language host could not be put in place; see $NSELF_DATA/logs"
}

# The slow checks of `./nself setup`.
check_tools() {
  local found oldest
  check_java
  if [ -d "$(tools_folder)" ] && ! verify "$(tools_folder)"; then
    say "$(tools_folder) is damaged and made anew"
    rm -rf "$(tools_folder)"
  fi
  ensure_tools
  found=$(pulumi version)
  oldest=$(printf '%s\n' "$OLDEST_PULUMI" "${found#v}" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)
  [ "$oldest" = "$OLDEST_PULUMI" ] ||
    fail "PATH: the Pulumi CLI is too old, got $found; allowed: v$OLDEST_PULUMI and newer; take it off PATH and nself brings v$PULUMI_VERSION"
  say "pulumi $found at $(command -v pulumi)"
}

install_pulumi() {
  use_tools && return 0
  # What a killed installation left behind: the lock says that nobody works on it.
  ! command -v flock >/dev/null || rm -rf "$NSELF_CACHE"/tools/.aside.*
  if curl -sfI -o /dev/null --connect-timeout 3 --max-time 5 "$DOWNLOADS/pulumi-$PULUMI_VERSION-checksums.txt"; then
    step "Pulumi CLI $PULUMI_VERSION, download" download_pulumi
  else
    require_go
    step "Pulumi CLI $PULUMI_VERSION and Java language host $LANGUAGE_HOST_VERSION, built from Go modules (some minutes)" build_pulumi
  fi
}

# `set -e` means nothing where a caller asks for the exit code: hence the chains.
download_pulumi() {
  local platform archive aside
  platform=$(uname -s | tr '[:upper:]' '[:lower:]')
  case $(uname -m) in
    x86_64 | amd64) platform=$platform-x64 ;;
    *) platform=$platform-arm64 ;;
  esac
  archive=pulumi-v$PULUMI_VERSION-$platform.tar.gz
  aside=$(mktemp -d "$NSELF_CACHE/tools/.aside.XXXXXX") &&
    curl -fsSL --retry 3 -o "$aside/published" "$DOWNLOADS/pulumi-$PULUMI_VERSION-checksums.txt" &&
    curl -fsSL --retry 3 -o "$aside/$archive" "$DOWNLOADS/$archive" &&
    (cd "$aside" && grep -F " $archive" published | sha256 -c - && tar -xzf "$archive") &&
    put_in_place "$aside/pulumi" &&
    rm -rf "$aside"
}

build_pulumi() {
  local aside
  aside=$(mktemp -d "$NSELF_CACHE/tools/.aside.XXXXXX") &&
    go_build pulumi "$aside/tool/pulumi" \
      "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$PULUMI_VERSION" \
      github.com/pulumi/pulumi/pkg/v3/cmd/pulumi &&
    go_build pulumi-language-java "$aside/tool/host/pulumi-language-java" \
      "github.com/pulumi/pulumi-java/pkg/version.Version=v$LANGUAGE_HOST_VERSION" \
      github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java &&
    cp "$ROOT/scripts/tools/pulumi-language-java/wrapper" "$aside/tool/pulumi-language-java" &&
    put_in_place "$aside/tool" &&
    rm -rf "$aside"
}

# go_build MODULE OUTPUT VERSION-VARIABLE PACKAGE
go_build() (
  cd "$ROOT/scripts/tools/$1" &&
    CGO_ENABLED=0 GOWORK=off GOFLAGS=-mod=readonly \
      go build -trimpath -buildvcs=false -ldflags "-s -w -X $3" -o "$2" "$4"
)

put_in_place() {
  record_checksums "$1" && verify "$1" && rm -rf "$(tools_folder)" && mv "$1" "$(tools_folder)"
}

require_go() {
  local version
  if command -v go >/dev/null; then
    version=$(go env GOVERSION)
    version=${version#go1.}
    [ "${version%%[!0-9]*}" -ge 21 ] 2>/dev/null && return 0
  fi
  fail "PATH: no Pulumi CLI, no download from get.pulumi.com, and no Go to build it with, got ${version:+go1.}${version:-no go}; allowed: go1.21 and newer; install Go (https://go.dev/dl) or Pulumi (https://www.pulumi.com/docs/install)"
}

ensure_java() {
  command -v javac >/dev/null && command -v mvn >/dev/null && return 0
  local wanted=''
  command -v javac >/dev/null || wanted='default-jdk-headless'
  command -v mvn >/dev/null || wanted="$wanted maven"
  # shellcheck disable=SC2086
  install_packages "Java and Maven are needed to build the program" $wanted ||
    fail "PATH: Java 17 or newer (javac) and Maven are needed; install them and run this again"
}

check_java() {
  local version
  # On macOS a javac without any Java behind it is always there; it fails.
  version=$(javac -version 2>&1) || version=''
  version=${version#javac }
  [ "${version%%.*}" -ge 17 ] 2>/dev/null ||
    fail "PATH: javac is too old, got ${version:-nothing}; allowed: 17 and newer; install a newer JDK and set JAVA_HOME"
}
