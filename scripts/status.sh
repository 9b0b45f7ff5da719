# shellcheck shell=bash
# What runs now, on every server of the stack. The programs of dev.nself.provider.status ask the engines; they read
# the stack's outputs, which name the servers.

# As JSON; of a stack that has none, nothing, which stands for this machine's engine.
stack_outputs() {
  pulumi stack output --stack "$STACK" --json 2>/dev/null || {
    say "stack $STACK: no outputs to read, so only this machine's engine is asked"
    echo '{}'
  }
}

# about_servers PROGRAM ARGUMENT...: short-lived, so without the compiler that pays off later only.
about_servers() {
  local program=$1
  shift
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$ROOT/provider/target/nself-provider.jar:$ROOT/provider/target/lib/*" \
    "dev.nself.provider.status.$program" "$@"
}

show_status() {
  stack_outputs | about_servers Status "$STACK" ${JSON:+--json}
}

show_logs() {
  [ -n "${1:-}" ] || fail "logs: no service given; use ./nself logs <service> [options of docker logs]"
  stack_outputs | about_servers Logs "$STACK" "$@"
}
