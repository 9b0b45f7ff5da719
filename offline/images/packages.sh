# Debian trixie for the images of the kit, fetched by the machine's own apt, so that its mirrors, proxies and certificates
# count. Sourced by `build` and by base/prepare.

debian_suite=trixie
debian_keyring=${NSELF_KIT_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}

# The mirror that this machine's apt takes Debian (label Debian) or its security fixes (Debian-Security) from.
debian_mirror() {
  local wanted=$1 fallback=$2 found=
  if command -v apt-get >/dev/null; then
    found=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
      awk -v label="$wanted" '$1 == label { print $2; exit }')
  fi
  found=${found:-$fallback}
  echo "${found%/}"
}

# apt with its own lists, so that nothing of the machine's changes and no root is needed.
kit_apt() {
  local state=$1
  shift
  apt-get -q \
    -o Dir::State="$state/state" -o Dir::State::Lists="$cache/apt/lists" -o Dir::State::status="$state/status" \
    -o Dir::Cache="$state/cache" -o Dir::Etc::sourcelist="$cache/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null -o APT::Default-Release= \
    -o APT::Architectures::="$(dpkg --print-architecture)" -o APT::Sandbox::User= -o Acquire::Languages=none \
    -o APT::Install-Recommends=false -o Acquire::Retries=3 -o Debug::NoLocking=true "$@"
}

# Package lists once a day are enough; a package that the mirror no longer has makes install_packages ask for them again.
refresh_lists() {
  local state=$1 fresh=$cache/apt/fresh mirror security
  [[ -z ${2:-} && -n $(find "$fresh" -mmin -1440 2>/dev/null) ]] && return
  mirror=$(debian_mirror Debian http://deb.debian.org/debian)
  security=$(debian_mirror Debian-Security http://deb.debian.org/debian-security)
  mkdir -p "$cache/apt/lists/partial"
  cat >"$cache/apt/sources.list" <<SOURCES
deb [signed-by=$debian_keyring] $mirror $debian_suite main
deb [signed-by=$debian_keyring] $security $debian_suite-security main
SOURCES
  kit_apt "$state" update
  touch "$fresh"
}

download_packages() {
  local state=$1 packages=$2
  # shellcheck disable=SC2086
  (flock 8 && refresh_lists "$state") 8>"$cache/apt.lock" && kit_apt "$state" --yes --download-only install $packages && return
  # shellcheck disable=SC2086
  (flock 8 && refresh_lists "$state" again) 8>"$cache/apt.lock" && kit_apt "$state" --yes --download-only install $packages
}

# Prints the image that is the given one with the folder's packages installed. The packages go in through a container that is
# committed, not a Dockerfile's COPY: so they take no room in the image and the build needs no network.
install_packages() {
  local name=$1 base=$2 context=$3 tag=nself-kit/packages:$1 container=nself-kit-build-$UID-$1 hash state packages
  hash=$(
    {
      echo "$recipe" "$(docker image inspect --format '{{.Id}}' "$base")"
      cat "$context/packages"
      [[ ! -e $context/before-packages ]] || cat "$context/before-packages"
    } | sha256sum | cut -c1-20
  )
  if [[ $(docker image inspect --format "{{index .Config.Labels \"$label.packages\"}}" "$tag" 2>/dev/null) == "$hash" ]]; then
    echo "$tag"
    return
  fi
  state=$run/$name.apt
  packages=$(sed 's/#.*//' "$context/packages" | xargs)
  mkdir -p "$state/state" "$state/cache/archives/partial"
  docker run --rm --network none "$base" cat /var/lib/dpkg/status >"$state/status"
  download_packages "$state" "$packages" >&2
  # By name, since an image takes over its container's labels and gives them to containers of its own. A build that was killed
  # may have left one.
  docker rm --force --volumes "$container" >/dev/null 2>&1 || true
  docker create --name "$container" --network none "$base" bash -ec '
    [ ! -e /kit/before-packages ] || /kit/before-packages
    DEBIAN_FRONTEND=noninteractive apt-get -q install --yes --no-install-recommends -o Dpkg::Options::=--force-confold /kit/debs/*.deb
    find /var/log -type f -delete
    rm -rf /kit /var/cache/apt/* /var/cache/debconf/*-old /var/lib/dpkg/*-old' >/dev/null
  mkdir -p "$state/kit"
  mv "$state/cache/archives" "$state/kit/debs"
  [[ ! -e $context/before-packages ]] || cp -p "$context/before-packages" "$state/kit/"
  docker cp "$state/kit" "$container:/kit" >/dev/null
  docker start --attach "$container" >&2
  docker commit --change "LABEL $label.packages=$hash" --change 'CMD ["bash"]' "$container" "$tag" >/dev/null
  docker rm --volumes "$container" >/dev/null
  rm -rf "$state"
  echo "$tag"
}
