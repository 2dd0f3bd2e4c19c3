#!/usr/bin/env bash
# Runs scenarios once on each version, and makes one summary of all; a shard's own summary is merged later (merge.sh). A
# shard is one of all scenarios on all versions.
# SCENARIOS: names or files, "tag:…", or "all" (default). VERSIONS, KIND_VERSION, PROFILE, TOPOLOGY, REPEAT: as run's
# options. SHARD: i/n (default 1/1). SEED: the same in all shards (default: the CI system's number of the whole, else
# one of now). DURATIONS: an earlier summary by which shards are cut, the same in all. DEADLINE, RETRY_INCONCLUSIVE,
# ALLOW_INCONCLUSIVE=true, QUARANTINE: as run's options. BASELINE: an earlier summary that the whole is compared with.
# REPORTS: where folders are made (default reports).
# Outputs: outcome, report (the folder of the summary), regressed. Exit code: as kind-chaos run; the worst of all.
source "$(dirname "$0")/common.sh"

mapfile -t scenarios < <(words "${SCENARIOS:-all}")
mapfile -t versions < <(words "${VERSIONS:-}")
shard=${SHARD:-1/1}
seed=${SEED:-${GITHUB_RUN_ID:-${CI_PIPELINE_ID:-$(date +%s)}}}
folder=${REPORTS:-reports}/ci-$(date -u +%Y%m%dT%H%M%SZ)

fail() { echo "$1" >&2 && exit 2; }
if [ -n "${BASELINE:-}" ] && [ ! -e "$BASELINE" ]; then fail "BASELINE: there is no $BASELINE"; fi
if [ -n "${BASELINE:-}" ] && [ "$shard" != 1/1 ]; then fail "BASELINE: a shard is not compared: merge.sh compares the whole"; fi

args=(run --shard "$shard" --seed "$seed")
for word in "${scenarios[@]}"; do
  case $word in
    all) args+=(--all) ;;
    tag:*) args+=(--tag "${word#tag:}") ;;
    # What begins like an option is none: a name or a file is asked for.
    -*) fail "SCENARIOS: $word is no scenario" ;;
    *) args+=("$word") ;;
  esac
done
add() { if [ -n "$2" ]; then args+=("$1" "$2"); fi; }
if [ "$shard" != 1/1 ] && [ "${#versions[@]}" -gt 1 ]; then
  add --versions "${versions[*]}"
  versions=()
fi
if [ "$shard" != 1/1 ]; then add --durations "${DURATIONS:-}"; fi
add --kind "${KIND_VERSION:-}"
add --profile "${PROFILE:-}"
add --topology "${TOPOLOGY:-}"
add --repeat "${REPEAT:-}"
add --deadline "${DEADLINE:-}"
add --retry-inconclusive "${RETRY_INCONCLUSIVE:-}"
add --quarantine "${QUARANTINE:-}"
if [ "${ALLOW_INCONCLUSIVE:-}" = true ]; then args+=(--allow-inconclusive); fi

if [ "${#versions[@]}" -eq 0 ]; then versions=(""); fi
code=0
for version in "${versions[@]}"; do
  own=()
  if [ -n "$version" ]; then own=(--kubernetes "$version"); fi
  came=0
  # The summary of the whole is the step's; each would add its own.
  GITHUB_STEP_SUMMARY='' with_root "${tool[@]}" "${args[@]}" "${own[@]}" --reports "$folder/${version:-default}" || came=$?
  code=$(worse "$code" "$came")
  if [ "$came" -eq 130 ]; then break; fi
done

report=$folder/merged
shopt -s nullglob
suites=("$folder"/*/suite-*)
if [ "$shard" != 1/1 ]; then report=${suites[0]:-$folder}; fi
if [ "$shard" = 1/1 ] && [ "${#suites[@]}" -gt 0 ]; then
  merge=(merge "$folder" --output "$report" --expect "${#versions[@]}")
  if [ -n "${BASELINE:-}" ]; then merge+=(--baseline "$BASELINE"); fi
  came=0
  kind_chaos "${merge[@]}" || came=$?
  code=$(worse "$code" "$came")
elif [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$report/summary.md" ]; then
  cat "$report/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
outcome=$(outcome_of "$report/summary.json")
output outcome "$outcome"
output report "$report"
output regressed "$([ -f "$report/regressions.md" ] && echo true || echo false)"
exit "$(shown "$code" "$outcome")"
