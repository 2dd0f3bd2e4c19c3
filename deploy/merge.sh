#!/bin/sh
# The last Job: waits for all shards, and makes one summary of them; night.env says what each variable is.
# Exit code: as one call that had run all; 3 where a shard had not come in time.
set -eu

exec kind-chaos merge "${STORE:-$REPORTS}" --expect "$SHARDS" --wait "$WAIT" \
  --output "$REPORTS/merged" ${STORE:+--store "$STORE"}
