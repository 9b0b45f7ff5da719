# The server's packet filter, in a container on the server's own network. Only sh, grep, sed and iptables are needed.
#   keep    puts the rules in force and keeps them so; undoes them when nobody confirms them in time
#   applied waits until the rules are in force
#   confirm says that the engine is still reached
#   status  what is in force: lines `open ..`, `problem ..`, `confirmed`, `refused`
#   remove  takes everything away
#   variant prints the iptables that the engine uses: nft or legacy; none, missing
# Environment: VARIANT; OPEN_IPV4 and OPEN_IPV6, what is let in: the matches of one rule a line; SECONDS_TO_CONFIRM.
set -eu

memory=/var/lib/nself-firewall
nl='
'

# ip6tables only where the kernel has IPv6.
families() {
  echo iptables
  [ ! -e /proc/net/if_inet6 ] || echo ip6tables
}

saved() { "$1-$VARIANT-save" -t filter; }

restore() { "$1-$VARIANT-restore" --noflush; }

# An engine without ip6tables has no chain of its own there.
forward_parent() {
  case $1 in *"$nl:DOCKER-USER "*) echo DOCKER-USER ;; *) echo FORWARD ;; esac
}

# Bridges whose name looks like the engine's, but which are not: who comes from there comes from outside.
foreign_bridges() {
  for path in /sys/class/net/br-*; do
    bridge=${path##*/}
    case $bridge in
      'br-*' | br-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]) ;;
      *) echo "$bridge" ;;
    esac
  done
}

# jump SAVED PARENT CHAIN: the commands that make the jump the parent's first rule.
jump() {
  rules=$(printf '%s\n' "$1" | grep "^-A $2 " || true)
  [ "${rules%%"$nl"*}" != "-A $2 -j $3" ] || return 0
  printf '%s\n' "$rules" | sed -n "s/^-A \($2 -j $3\)\$/-D \1/p"
  echo "-I $2 1 -j $3"
}

# Containers and what they publish. RETURN, not ACCEPT: the engine's own rules still part its networks.
forward_chains() {
  echo "-A NSELF-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment \"nself: answers\" -j RETURN"
  for bridge in $(foreign_bridges); do echo "-A NSELF-FORWARD -i $bridge -g NSELF-PUBLISHED"; done
  for bridge in docker0 br-+; do
    echo "-A NSELF-FORWARD -i $bridge -m comment --comment \"nself: from containers\" -j RETURN"
  done
  echo "-A NSELF-FORWARD -m comment --comment \"nself: from outside\" -g NSELF-PUBLISHED"
  [ -z "$1" ] || printf '%s\n' "$1" | sed 's/.*/-A NSELF-PUBLISHED & -j RETURN/'
  echo "-A NSELF-PUBLISHED -m comment --comment \"nself: all else\" -j DROP"
}

# The server itself, and what the engine's own proxy or a container on its network listens for.
input_chains() {
  echo "-A NSELF-INPUT -i lo -m comment --comment \"nself: loopback\" -j ACCEPT"
  echo "-A NSELF-INPUT -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment \"nself: answers\" -j ACCEPT"
  needed_messages "$1"
  for bridge in $(foreign_bridges); do echo "-A NSELF-INPUT -i $bridge -g NSELF-HOST"; done
  for bridge in docker0 br-+; do
    echo "-A NSELF-INPUT -i $bridge -m comment --comment \"nself: from containers\" -j RETURN"
  done
  echo "-A NSELF-INPUT -m comment --comment \"nself: from outside\" -g NSELF-HOST"
  [ -z "$2" ] || printf '%s\n' "$2" | sed 's/.*/-A NSELF-HOST & -j ACCEPT/'
  echo "-A NSELF-HOST -m comment --comment \"nself: all else\" -j DROP"
}

# Path MTU and what else connections need (RFC 4890 4.4.1), neighbours, and the server's own address by DHCP: its
# answers belong to no connection that the kernel knows.
needed_messages() {
  if [ "$1" = iptables ]; then
    for type in destination-unreachable time-exceeded parameter-problem; do
      echo "-A NSELF-INPUT -p icmp -m icmp --icmp-type $type -m comment --comment \"nself: needed messages\" -j ACCEPT"
    done
    echo "-A NSELF-INPUT -p udp -m udp --sport 67 --dport 68 -m comment --comment \"nself: own address\" -j ACCEPT"
  else
    for type in 1 2 3 4 130 131 132 133 134 135 136 143; do
      echo "-A NSELF-INPUT -p ipv6-icmp -m icmp6 --icmpv6-type $type -m comment --comment \"nself: needed messages\" -j ACCEPT"
    done
    echo "-A NSELF-INPUT -s fe80::/10 -p udp -m udp --sport 547 --dport 546 -m comment --comment \"nself: own address\" -j ACCEPT"
  fi
}

wanted() {
  open=$OPEN_IPV4
  [ "$1" = iptables ] || open=$OPEN_IPV6
  echo '*filter'
  for chain in FORWARD PUBLISHED INPUT HOST; do echo ":NSELF-$chain - [0:0]"; done
  forward_chains "$open"
  input_chains "$1" "$open"
  jump "$2" "$(forward_parent "$2")" NSELF-FORWARD
  jump "$2" INPUT NSELF-INPUT
  echo COMMIT
}

# Everything of ours as it is in force, and whether it is asked first.
in_force() {
  printf '%s\n' "$1" | grep '^-A NSELF-' || true
  for parent in "$(forward_parent "$1")" INPUT; do printf '%s\n' "$1" | grep -m 1 "^-A $parent " || true; done
  foreign_bridges
}

# One transaction a family: never half of them.
apply() {
  wanted "$1" "$(saved "$1")" | restore "$1" && in_force "$(saved "$1")" >"$memory/$1"
}

# Where there were rules of ours before, they come back.
undo() {
  for family in $(families); do
    if [ -s "$memory/before.$family" ]; then
      {
        echo '*filter'
        for chain in FORWARD PUBLISHED INPUT HOST; do echo ":NSELF-$chain - [0:0]"; done
        cat "$memory/before.$family"
        echo COMMIT
      } | restore "$family"
    else
      remove "$family"
    fi
  done
}

remove() {
  now=$(saved "$1")
  {
    echo '*filter'
    printf '%s\n' "$now" | sed -n '/^-A NSELF-/d; s/^-A \(.* -j NSELF-[A-Z]*\)$/-D \1/p'
    # Emptied first: they refer to each other.
    chains=$(printf '%s\n' "$now" | sed -n 's/^:\(NSELF-[A-Z]*\) .*/\1/p')
    for chain in $chains; do echo "-F $chain"; done
    for chain in $chains; do echo "-X $chain"; done
    echo COMMIT
  } | restore "$1"
}

# The engine is reached over the network that the rules filter: whoever set them must be able to come back.
await_confirmation() {
  passed=0
  until [ -e "$memory/decided" ]; do
    pause 1
    passed=$((passed + 1))
    if [ "$passed" -ge "$SECONDS_TO_CONFIRM" ] && mkdir "$memory/decided" 2>/dev/null; then
      undo
      touch "$memory/refused"
    fi
  done
}

# So that a stop is heeded at once.
pause() {
  sleep "$1" &
  wait $! || true
}

keep() {
  trap 'exit 0' TERM INT
  mkdir -p "$memory"
  if [ ! -e "$memory/begun" ]; then
    for family in $(families); do saved "$family" | grep '^-A NSELF-' >"$memory/before.$family" || true; done
    touch "$memory/begun"
  fi
  if [ ! -e "$memory/refused" ]; then
    for family in $(families); do apply "$family"; done
    touch "$memory/applied"
    await_confirmation
  fi
  while [ -e "$memory/refused" ]; do pause 60; done
  while :; do
    for family in $(families); do
      [ "$(in_force "$(saved "$family")")" = "$(cat "$memory/$family")" ] || apply "$family" || true
    done
    # What failed is tried again: an engine that starts changes its chains meanwhile.
    pause 2
  done
}

await_applied() {
  tries=0
  until [ -e "$memory/applied" ]; do
    tries=$((tries + 1))
    [ "$tries" -le 300 ] || exit 1
    sleep 0.1
  done
}

status() {
  for decision in confirmed refused; do [ ! -e "$memory/$decision" ] || echo "$decision"; done
  for family in $(families); do
    now=$(saved "$family")
    parent=$(forward_parent "$now")
    [ -z "$(jump "$now" "$parent" NSELF-FORWARD)" ] || echo "problem $family: $parent does not pass NSELF-FORWARD first"
    [ -z "$(jump "$now" INPUT NSELF-INPUT)" ] || echo "problem $family: INPUT does not pass NSELF-INPUT first"
    [ "$(in_force "$now")" = "$(cat "$memory/$family")" ] || echo "problem $family: the rules are not those that were set"
    printf '%s\n' "$now" | sed -n 's/^-A NSELF-HOST .*--comment "nself: \(.*\)" -j ACCEPT$/open \1/p'
  done
}

variant() {
  for VARIANT in nft legacy; do
    command -v "iptables-$VARIANT-restore" >/dev/null || continue
    case $(saved iptables 2>/dev/null || true) in *"$nl:DOCKER-USER "*) echo "$VARIANT"; return ;; esac
  done
  if command -v iptables-nft-restore >/dev/null; then echo none; else echo missing; fi
}

case $1 in
  keep) keep ;;
  applied) await_applied ;;
  confirm) mkdir "$memory/decided" && touch "$memory/confirmed" ;;
  status) status ;;
  remove) for family in $(families); do remove "$family"; done ;;
  variant) variant ;;
esac
