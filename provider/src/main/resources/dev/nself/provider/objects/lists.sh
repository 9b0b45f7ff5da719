# Read by bash before one of the other scripts, in a container that has bash and coreutils and nothing more.
set -euo pipefail
shopt -s dotglob nullglob
export LC_ALL=C
cd /data
work=/data/.nself-move

# The files below the folder $1, each as SIZE<tab>TIME<tab>PATH<NUL>, sorted, into the file $2. Without -a, du tells of
# folders alone. What MinIO has under tmp, nobody was promised.
list() {
  local options=(-0 -l -b --time --time-style=+%s.%N)
  options+=(--exclude=./.nself-move --exclude='./.nself-store*' --exclude=./.minio.sys/tmp)
  (cd "$1" && du -a "${options[@]}" .) >"$2.all" 2>"$2.errors" || forgive "$2"
  (cd "$1" && du "${options[@]}" .) >"$2.folders" 2>"$2.errors" || forgive "$2"
  comm -z -23 <(sort -z "$2.all") <(sort -z "$2.folders") >"$2"
  rm -f "$2.all" "$2.folders" "$2.errors"
}

# While a server runs, files go away between two looks; when none does, that is an error.
forgive() {
  if [[ ${live:-} != yes ]]; then
    cat "$1.errors" >&2
    exit 5
  fi
}

# The paths of such a list, sorted, each ended by NUL.
paths() {
  cut -z -f3- "$1" | sort -z
}

# The SHA-256 of every file of the list $2 below the folder $1, as sha256sum prints them.
sums() {
  local batch
  while mapfile -d '' -n 1000 -t batch && ((${#batch[@]})); do
    (cd "$1" && sha256sum -- "${batch[@]}")
  done < <(paths "$2")
}

# One line that tells all paths, sizes and buckets below the folder $1, whose list is $2.
digest() {
  {
    cut -z -f1,3- "$2" | sort -z
    for bucket in "$1"/*/; do
      [[ $bucket == */.nself-move/ ]] || printf '%s\0' "${bucket#"$1"}"
    done
  } | sha256sum | cut -c1-64
}
