#!/bin/sh
# One shard of a night, as a pod of the Indexed Job runs it; night.env says what each variable is.
# Exit code: 0 where the shard is over, whatever it came to, at its deadline, too: that is what the last Job tells, and a Job
# of Kubernetes would run a shard again that found something. 2, 130 and others: it has to be run again.
set -euf

shard=$((JOB_COMPLETION_INDEX + 1))
versions=$(printf '%s' "$VERSIONS" | tr ',' ' ')

# A pod that has to go is told so: what runs heals, reports and deletes its clusters first, and is waited for.
child=
stopped=
told=
trap 'stopped=1; told=1; if [ -n "$child" ]; then kill -TERM "$child" 2>/dev/null || true; fi' TERM INT
call() {
  if [ -n "$stopped" ]; then code=130 && return; fi
  kind-chaos "$@" &
  child=$!
  code=0
  wait "$child" || code=$?
  # A signal ends the waiting, not what is waited for; 127: that was over already.
  while [ -n "$told" ]; do
    told=
    came=0
    wait "$child" || came=$?
    if [ "$came" -ne 127 ]; then code=$came; fi
  done
  child=
}

run() {
  # NIGHT is several words.
  # shellcheck disable=SC2086
  call run $NIGHT ${VERSIONS:+--versions "$VERSIONS"} --shard "$shard/$SHARDS" --seed "$SEED" --resume \
    ${DURATIONS:+--durations "$DURATIONS"} --deadline "$DEADLINE" \
    --reports "$REPORTS/shard-$shard-of-$SHARDS" ${STORE:+--store "$STORE"}
}

# Whoever finds its shard whole needs no images, and these are what takes longest: they come where something is run.
run
if [ "$code" -eq 2 ]; then
  set --
  for version in $versions; do set -- "$@" --kubernetes "$version"; done
  call setup "$@"
  if [ "$code" -eq 0 ]; then run; fi
fi

case $code in
  0 | 1 | 3) exit 0 ;;
  *) exit "$code" ;;
esac
