#!/usr/bin/env bash
# images.sh save|load: keeps the images that setup built here, which takes 12 minutes, in a file of a CI system's cache.
# What is pulled from a registry is known by its digest, which a file does not keep; it is pulled again.
# IMAGES: the file (default .cache/images.tar).
source "$(dirname "$0")/common.sh"

file=${IMAGES:-.cache/images.tar}
case ${1:-} in
  save)
    listed=$(docker image ls --filter label=org.kind-chaos.built --format '{{.Repository}}:{{.Tag}}')
    mapfile -t built < <(words "$listed" | grep -v '<none>')
    if [ "${#built[@]}" -eq 0 ]; then echo "nothing was built here" && exit 0; fi
    mkdir -p "$(dirname "$file")"
    # Whole, or not at all: what is kept is loaded every time.
    docker save --output "$file.part" "${built[@]}"
    mv "$file.part" "$file"
    ;;
  load)
    if [ ! -f "$file" ]; then echo "nothing was kept" && exit 0; fi
    # A cache that is broken stays so; setup builds what is not there.
    docker load --input "$file" || echo "$file cannot be loaded: setup builds what it lacks" >&2
    ;;
  *) echo "images.sh save|load" >&2 && exit 2 ;;
esac
