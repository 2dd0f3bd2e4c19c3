#!/usr/bin/env bash
# Tells what got worse in an issue: a comment on the one that is open, else a new one.
# TEXT: the file (default reports/nightly/regressions.md); TITLE; gh reads GH_TOKEN and GH_REPO.
source "$(dirname "$0")/common.sh"

text=${TEXT:-reports/nightly/regressions.md}
title=${TITLE:-Nightly: runs got worse}
[ -s "$text" ] || { echo "nothing got worse" && exit 0; }
# Compared as data: a title is no part of a program.
number=$(gh issue list --state open --limit 200 --json number,title |
  node -e 'const all = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    process.stdout.write(String(all.find(({ title }) => title === process.argv[1])?.number ?? ""));' "$title")
if [ -n "$number" ]; then gh issue comment "$number" --body-file "$text"; else gh issue create --title "$title" --body-file "$text"; fi
