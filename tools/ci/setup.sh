#!/usr/bin/env bash
# Provides what this machine lacks: kind, and images of each version.
# VERSIONS: of Kubernetes, default one where there is none. KIND_VERSION: release of kind, which decides the balancer.
# BALANCERS=true: also the image of load balancers with a virtual address, without which their scenarios are left out.
source "$(dirname "$0")/common.sh"

options=()
if [ -n "${KIND_VERSION:-}" ]; then options+=(--kind "$KIND_VERSION"); fi
if [ "${BALANCERS:-}" = true ]; then options+=(--balancers); fi
mapfile -t versions < <(words "${VERSIONS:-}")
if [ "${#versions[@]}" -eq 0 ]; then with_root "${tool[@]}" setup "${options[@]}"; fi
for version in "${versions[@]}"; do with_root "${tool[@]}" setup --kubernetes "$version" "${options[@]}"; done
