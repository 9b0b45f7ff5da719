# Programs from Go modules, checked against a pinned checksum. Sourced by the `prepare` of images that hold such programs.

require_go() {
  command -v go >/dev/null || { echo "go is missing: it builds $1 (1.21 or newer: apt-get install golang-go, or https://go.dev/dl)" >&2; exit 1; }
}

# Downloads module $1, whose checksum is $2, and makes a writable copy in folder $3: there the module's own go.mod and go.sum
# hold, replacements included.
unpack_module() {
  local module=$1 expected=$2 to=$3 answer sum
  mkdir -p "$to"
  answer=$(cd "$to" && go mod download -json "$module") || { echo "$answer" >&2; exit 1; }
  sum=$(sed -n 's/^\t"Sum": "\(.*\)",\?$/\1/p' <<<"$answer")
  [[ $sum == "$expected" ]] || { echo "$module: wrong checksum, got $sum; expected $expected" >&2; exit 1; }
  cp -r "$(sed -n 's/^\t"Dir": "\(.*\)",\?$/\1/p' <<<"$answer")/." "$to"
  chmod -R u+w "$to"
}

# Builds the program of the module in folder $1 as file $2, statically, with linker flags $3 and build tags $4. Politely: the
# images that others stand on are waited for, and a long compilation is not.
compile_module() {
  (cd "$1" && CGO_ENABLED=0 nice -n 10 go build -buildvcs=false -trimpath -tags "${4:-}" -ldflags "-s -w $3" -o "$2" .)
}
