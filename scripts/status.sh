# shellcheck shell=bash
# What runs now: one row a container of the stack, then the platform's addresses.

stack_containers() {
  docker ps -aq --filter "label=dev.nself.stack=$STACK" "$@"
}

# Tab separated: server, service, container, image, health, restarts. A container
# knows its image by id, so the names come from the engine's list of images.
container_rows() {
  local ids field='{{"\t"}}'
  ids=$(stack_containers)
  [ -n "$ids" ] || return 0
  # shellcheck disable=SC2086
  {
    docker images --no-trunc --format "image$field{{.ID}}$field{{.Repository}}:{{.Tag}}"
    docker inspect --format "container$field{{index .Config.Labels \"dev.nself.server\"}}$field{{index .Config.Labels \"dev.nself.service\"}}$field{{slice .Name 1}}$field{{.Image}}$field{{if and .State.Running .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}$field{{.RestartCount}}" $ids
  } | awk -F '\t' -v OFS='\t' '
    $1 == "image" { if (!($2 in name)) name[$2] = $3; next }
    { print $2, $3, $4, ($5 in name ? name[$5] : $5), $6, $7 }' | sort
}

show_status() {
  local rows outputs
  rows=$(container_rows)
  outputs=$(pulumi stack output --stack "$STACK" --json 2>/dev/null) || outputs='{}'
  if [ -n "$JSON" ]; then
    status_as_json "$rows" "$outputs"
  else
    status_as_table "$rows" "$outputs"
  fi
  all_well "$rows"
}

status_as_table() {
  if [ -z "$1" ]; then
    printf 'no container of stack %s on this engine\n' "$STACK"
  else
    printf 'SERVER\tSERVICE\tCONTAINER\tIMAGE\tHEALTH\tRESTARTS\n%s\n' "$1" | awk -F '\t' '
      { for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } }
      END { for (r = 1; r <= NR; r++) { line = ""
              for (i = 1; i <= NF; i++) line = line sprintf(i < NF ? "%-" width[i] + 2 "s" : "%s", cell[r, i])
              print line } }'
  fi
  printf '%s\n' "$2" | sed -n 's/^ *"\([^"]*\)": *"\(https\{0,1\}:\/\/[^"]*\)",\{0,1\}$/\1: \2/p'
}

status_as_json() {
  printf '%s\n' "$1" | awk -F '\t' -v stack="$STACK" '
    BEGIN { printf "{\"stack\": \"%s\", \"containers\": [", stack }
    NF { printf "%s\n  {\"server\": \"%s\", \"service\": \"%s\", \"container\": \"%s\", \"image\": \"%s\", \"health\": \"%s\", \"restarts\": %d}", comma, $1, $2, $3, $4, $5, $6; comma = "," }
    END { printf "],\n" }'
  printf '"outputs": %s}\n' "$2"
}

# For scripts: false when there is nothing, or something that is not healthy; a
# container without a health check counts as well while it runs.
all_well() {
  printf '%s\n' "$1" | awk -F '\t' '
    NF && $5 != "healthy" && $5 != "running" { bad = 1 } NF { n++ } END { exit bad || !n }'
}

show_logs() {
  local service=${1:-} ids id
  [ -n "$service" ] || fail "logs: no service given; use ./nself logs <service> [options of docker logs]"
  shift
  ids=$(stack_containers --filter "label=dev.nself.service=$service")
  if [ -z "$ids" ]; then
    fail "logs: no container of that service in stack $STACK, got $service; allowed: $(service_names)"
  fi
  for id in $ids; do
    show_command docker logs "$@" "$id"
    docker logs "$@" "$id"
  done
}

service_names() {
  local names
  names=$(container_rows | cut -f 2 | sort -u | tr '\n' ' ')
  names=${names% }
  printf '%s' "${names:-none, nothing runs}"
}

# What a destroy leaves: the data, found again by the next up.
tell_kept_data() {
  local volumes
  volumes=$(docker volume ls --quiet --filter "label=dev.nself.stack=$STACK" | tr '\n' ' ')
  [ -z "$volumes" ] || say "data kept, found again by the next up, in the volumes: $volumes(to delete it for good: docker volume rm <volume>)"
}
