#!/usr/bin/env bash
# A name for an artifact or a cache, which has no slash, no colon and no comma, of words: PARTS. DIGEST_OF: folders of
# this repository whose digest is its last part, so that what a cache holds is of these. Outputs: name.
source "$(dirname "$0")/common.sh"

name=$(words "$PARTS" | tr -c 'A-Za-z0-9.\n' '_' | paste -s -d -)
if [ -n "${DIGEST_OF:-}" ]; then
  mapfile -t folders < <(words "$DIGEST_OF")
  cd "$root"
  digest=$(find "${folders[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-12)
  name=$name-$digest
fi
output name "$name"
