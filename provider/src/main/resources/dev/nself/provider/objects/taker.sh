# On the volume that is to have the objects. They come into $work/copy, beside what a server uses. $1 is what to do.

# Takes what came into the copy, once its checksums are right.
receive() {
  local batch folders path bucket
  if [[ -s $work/in/sums ]]; then
    (cd "$work/in/data" && sha256sum --quiet --strict -c ../sums)
  fi
  while mapfile -d '' -n 1000 -t batch && ((${#batch[@]})); do
    folders=()
    for path in "${batch[@]}"; do
      folders+=("${path%/*}")
    done
    # A folder without an object would be listed as a prefix.
    (cd "$work/copy" && rm -f -- "${batch[@]}")
    (cd "$work/copy" && rmdir -p --ignore-fail-on-non-empty -- "${folders[@]}" 2>/dev/null) || true
  done <"$work/in/gone"
  cp -a -l --remove-destination "$work/in/data/." "$work/copy/"
  for bucket in "$work/copy"/*/; do
    [[ -d $work/in/data/${bucket#"$work/copy/"} ]] || rm -rf "$bucket"
  done
  rm -rf "$work/in"
  mkdir "$work/in"
}

# Puts the copy in the place of what is there. No server runs here now. A cut in between leaves a copy that is not
# marked as the truth: it is made again.
swap() {
  local entry
  mkdir -p "$work/retired"
  for entry in *; do
    case $entry in
      .nself-*) ;;
      *) mv -- "$entry" "$work/retired/" ;;
    esac
  done
  for entry in "$work/copy"/*; do
    mv -- "$entry" /data/
  done
  rmdir "$work/copy"
  sync -f /data
}

case $1 in
  begin)
    # A server may run here; what it has is looked at by links, and only to spare what need not be sent.
    live=yes
    rm -rf "$work/in" "$work/other" "$work/retired"
    if [[ ! -d $work/copy ]]; then
      rm -rf "$work/seed"
      mkdir -p "$work/seed"
      for entry in *; do
        case $entry in
          .nself-*) ;;
          *) cp -a -l -- "$entry" "$work/seed/" 2>/dev/null || true ;;
        esac
      done
      rm -rf "$work/seed/.minio.sys/tmp"
      mv "$work/seed" "$work/copy"
    fi
    mkdir -p "$work/in" "$work/other"
    list "$work/copy" "$work/list"
    paths "$work/list" >"$work/other/held"
    # A line that begins with a backslash has an escaped path: such a file is sent anew.
    sums "$work/copy" "$work/list" | while IFS= read -r line; do
      [[ $line == \\* ]] || printf '%s\n' "$line"
    done >"$work/other/have"
    rm -f "$work/list"
    ;;
  live)
    receive
    # What is on the disk now, nobody waits for in the end.
    sync -f /data
    ;;
  last)
    # $2 is the digest of what was sent.
    receive
    list "$work/copy" "$work/list"
    taken=$(digest "$work/copy" "$work/list")
    if [[ $taken != "$2" ]]; then
      printf 'the copy is not what was copied, got %s; allowed: %s\n' "$taken" "$2" >&2
      exit 6
    fi
    swap
    ;;
  clean) rm -rf "$work" ;;
esac
