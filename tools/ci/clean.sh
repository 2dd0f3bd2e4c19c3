#!/usr/bin/env bash
# Heals and deletes what runs left that died, and says what the machine was like, for who reads about a failure.
# REPORTS: where that is written (default reports). Exit code: as kind-chaos clean.
source "$(dirname "$0")/common.sh"

# Nothing of this keeps it from healing: a disk may be full.
mkdir -p "${REPORTS:-reports}" || true
{
  for look in "docker ps --all" "docker image ls" "df -h" "free -m" uptime; do
    echo "\$ $look"
    $look 2>&1 || true
  done
  echo '$ kind-chaos doctor'
  with_root "${tool[@]}" doctor 2>&1 || true
} >"${REPORTS:-reports}/machine.txt" || true
with_root "${tool[@]}" clean
