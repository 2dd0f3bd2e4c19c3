#!/usr/bin/env bash
# Provides what this machine lacks: kind, and images of each version.
# VERSIONS: of Kubernetes, default one where there is none. KIND_VERSION: release of kind, which decides the balancer.
source "$(dirname "$0")/common.sh"

kind=()
if [ -n "${KIND_VERSION:-}" ]; then kind=(--kind "$KIND_VERSION"); fi
mapfile -t versions < <(words "${VERSIONS:-}")
if [ "${#versions[@]}" -eq 0 ]; then with_root "${tool[@]}" setup "${kind[@]}"; fi
for version in "${versions[@]}"; do with_root "${tool[@]}" setup --kubernetes "$version" "${kind[@]}"; done
