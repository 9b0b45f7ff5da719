# On the volume that has the objects. $1 is what to do.

# What this volume holds and the other does not, into $work/out. The links keep what is sent as it is, since MinIO never
# writes into a file that is in place. Prints how many files and bytes that is, and the digest of all.
pass() {
  local begun batch files path entry
  begun=$(date +%s)
  rm -rf "$work/out"
  mkdir -p "$work/out/data"
  list /data "$work/now"
  paths "$work/now" >"$work/paths"
  comm -z -13 "$work/known" "$work/now" >"$work/changed"
  for path in */; do
    [[ $path == .nself-move/ ]] || mkdir "$work/out/data/$path"
  done
  while mapfile -d '' -n 1000 -t batch && ((${#batch[@]})); do
    files=()
    for path in "${batch[@]}"; do
      [[ -f $path ]] && files+=("$path")
    done
    ((${#files[@]})) || continue
    cp -l --parents -- "${files[@]}" "$work/out/data/" 2>"$work/now.errors" || forgive "$work/now"
  done < <(paths "$work/changed")
  list "$work/out/data" "$work/sent"
  sums "$work/out/data" "$work/sent" >"$work/out/sums"
  leave_out
  comm -z -13 "$work/paths" "$work/held" >"$work/out/gone"
  remember "$begun"
  printf '%s %s ' "$(wc -l <"$work/out/sums")" "$(du -s -b "$work/out/data" | cut -f1)"
  digest /data "$work/now"
}

# Leaves out what the other side has already: it told so by checksums before the first pass.
leave_out() {
  local lines line drop
  [[ -s $work/have ]] || return 0
  comm -12 <(sort "$work/have") <(sort "$work/out/sums") >"$work/same"
  comm -23 <(sort "$work/out/sums") "$work/same" >"$work/out/sums.less"
  mv "$work/out/sums.less" "$work/out/sums"
  while mapfile -n 1000 -t lines && ((${#lines[@]})); do
    drop=()
    for line in "${lines[@]}"; do
      drop+=("${line:66}")
    done
    (cd "$work/out/data" && rm -f -- "${drop[@]}")
  done <"$work/same"
  rm -f "$work/have" "$work/same"
}

# What the other side will hold: all that was sent as it was listed, but not what changed within the clock's coarseness.
remember() {
  local entry time
  comm -z -12 "$work/known" "$work/now" >"$work/kept"
  while IFS= read -r -d '' entry; do
    time=${entry#*$'\t'}
    time=${time%%.*}
    ((time >= $1 - 2)) || printf '%s\0' "$entry"
  done < <(comm -z -12 "$work/sent" "$work/now") >"$work/fresh"
  sort -z "$work/kept" "$work/fresh" >"$work/known"
  sort -z -u <(comm -z -12 "$work/held" "$work/paths") <(paths "$work/sent") >"$work/held.next"
  mv "$work/held.next" "$work/held"
}

case $1 in
  begin)
    # The other side's word is in $work/other: checksums and paths of what it has.
    rm -rf "$work"
    mkdir -p "$work/other"
    : >"$work/known"
    ;;
  compare)
    mv "$work/other/have" "$work/other/held" "$work/"
    ;;
  live)
    live=yes
    pass
    ;;
  last) pass ;;
  clean) rm -rf "$work" ;;
esac
