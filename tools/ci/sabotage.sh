#!/usr/bin/env bash
# The positive control: breaks a real cluster or the harness on purpose, as another sabotage of each day says, which
# must be caught by name. A green night means something only where this one is caught.
# SABOTAGE: another than the day's. Outputs: sabotage. Exit codes: of tools/sabotage/campaign.ts.
source "$(dirname "$0")/common.sh"

cd "$root"
npm ci --no-audit --no-fund
with_root "${tool[@]}" setup --balancers
sabotage=${SABOTAGE:-$(node tools/ci/sabotage-of-the-day.ts)}
output sabotage "$sabotage"
with_root node tools/sabotage/campaign.ts --only "$sabotage" --name ci-sabotage
