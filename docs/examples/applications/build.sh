#!/bin/sh
# Builds the image shop:1 of the examples without a registry: one static program and nothing else.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
(cd "$folder/shop" && CGO_ENABLED=0 GOFLAGS=-mod=mod GOTOOLCHAIN=local go build -trimpath -ldflags="-s -w" -o "$made/shop" .)
tar -C "$made" -c shop | docker import --change 'ENTRYPOINT ["/shop"]' - shop:1
