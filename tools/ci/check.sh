#!/usr/bin/env bash
# What needs no cluster and no engine: lint, types, unused code, unit and contract tests.
source "$(dirname "$0")/common.sh"

cd "$root"
npm ci --no-audit --no-fund
npm run check
