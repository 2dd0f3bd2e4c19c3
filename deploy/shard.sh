#!/bin/sh
# One shard of a night, as a pod of the Indexed Job runs it; night.env says what each variable is.
# Exit code: 0 where the shard has come to its end, whatever it came to: that is what the last Job tells, and a Job of
# Kubernetes would run a shard again that found something. 2, 130 and others: it has to be run again.
set -euf

shard=$((JOB_COMPLETION_INDEX + 1))
versions=$(printf '%s' "$VERSIONS" | tr ',' ' ')

run() {
  # NIGHT is several words.
  # shellcheck disable=SC2086
  kind-chaos run $NIGHT ${VERSIONS:+--versions "$VERSIONS"} --shard "$shard/$SHARDS" --seed "$SEED" --resume \
    ${DURATIONS:+--durations "$DURATIONS"} --deadline "$DEADLINE" \
    --reports "$REPORTS/shard-$shard-of-$SHARDS" ${STORE:+--store "$STORE"}
}

# Whoever finds its shard whole needs no images, and these are what takes longest: they come where something is run.
code=0
run || code=$?
if [ "$code" -eq 2 ]; then
  set --
  for version in $versions; do set -- "$@" --kubernetes "$version"; done
  kind-chaos setup "$@"
  code=0
  run || code=$?
fi

case $code in
  0 | 1 | 3) exit 0 ;;
  *) exit "$code" ;;
esac
