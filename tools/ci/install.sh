#!/usr/bin/env bash
# Installs what kind-chaos needs to run from this repository: all of it, because the package alone brings its client.
source "$(dirname "$0")/common.sh"

cd "$root"
npm ci --no-audit --no-fund
