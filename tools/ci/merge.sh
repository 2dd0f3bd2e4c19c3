#!/usr/bin/env bash
# Makes one summary of the folders that shards left, in any order.
# FOLDER: where they lie (default artifacts). OUTPUT: the summary's folder (default reports/nightly). EXPECT: how many
# summaries there must be. BASELINE: an earlier summary.json, where it is there. SUMMARY: where this one is kept for the
# next night.
# Outputs: outcome, report, regressed. Exit code: as one call that had run all.
source "$(dirname "$0")/common.sh"

report=${OUTPUT:-reports/nightly}
args=(merge "${FOLDER:-artifacts}" --output "$report")
if [ -n "${EXPECT:-}" ]; then args+=(--expect "$EXPECT"); fi
baseline=()
if [ -e "${BASELINE:-}" ]; then baseline=(--baseline "$BASELINE"); fi
# What an earlier call left in the folder is nothing that this one found.
began=$(mktemp)
trap 'rm -f "$began"' EXIT
is_left() { [ "$report/$1" -nt "$began" ]; }
code=0
kind_chaos "${args[@]}" "${baseline[@]}" || code=$?
if ! is_left summary.json && [ "${#baseline[@]}" -gt 0 ]; then
  # A baseline of an older kind-chaos must not cost every later night its verdict, and its place as the next baseline.
  echo "no summary came of it: once more, compared with nothing" >&2
  code=0
  kind_chaos "${args[@]}" || code=$?
fi
outcome=none
if is_left summary.json; then
  outcome=$(outcome_of "$report/summary.json")
  if [ -n "${SUMMARY:-}" ]; then
    mkdir -p "$(dirname "$SUMMARY")"
    cp "$report/summary.json" "$SUMMARY"
  fi
fi
output outcome "$outcome"
output report "$report"
output regressed "$(is_left regressions.md && echo true || echo false)"
exit "$(shown "$code" "$outcome")"
