# What the scripts of this folder share; sourced, never run. They take what they need from variables, so that no CI
# system puts a text of somebody's into a shell, and run the same by hand: each says at its top which.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# The command itself: KIND_CHAOS names another one, a single program.
tool=(node "$root/bin/kind-chaos.mjs")
if [ -n "${KIND_CHAOS:-}" ]; then tool=("$KIND_CHAOS"); fi
kind_chaos() { "${tool[@]}" "$@"; }

# with_root COMMAND…: runs it as root where this user may become that without a password, else as it is: lanes from
# inside the cluster enter a worker's network, which root alone may. What belongs to root no later step could upload.
with_root() {
  if [ "$(id -u)" -eq 0 ] || ! sudo -n true 2>/dev/null; then
    "$@"
    return
  fi
  local code=0
  sudo -nE env "PATH=$PATH" "HOME=$HOME" "$@" || code=$?
  sudo -n chown -R "$(id -u):$(id -g)" "${REPORTS:-reports}" "$HOME/.cache/kind-chaos" 2>/dev/null || true
  return "$code"
}

# output NAME VALUE: for later steps; GitHub reads the file, else it is a line that people read.
output() {
  case $2 in *$'\n'*) echo "$1 has several lines" >&2 && return 2 ;; esac
  if [ -n "${GITHUB_OUTPUT:-}" ]; then printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; else echo "$1: $2"; fi
}

# words TEXT: its words, one in a line; commas, blanks and line ends stand between them. Nothing in them is expanded.
words() {
  printf '%s' "$1" | tr ',\t\r\n' '    ' | tr -s ' ' '\n' | sed '/^$/d'
}

# outcome_of FILE: the outcome that a summary.json has; "none" where there is no such file, or none that can be read.
outcome_of() {
  node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).outcome ?? "none"' "$1" 2>/dev/null || echo none
}

# shown CODE OUTCOME: the exit code, which is 2 instead of 0 where no summary says that something passed.
shown() {
  if [ "$1" -eq 0 ] && [ "$2" = none ]; then echo "no summary was left" >&2 && echo 2; else echo "$1"; fi
}

# worse CODE CODE: of two exit codes the one that says more.
worse() {
  local code
  for code in 130 1 2 3; do
    if [ "$1" -eq "$code" ] || [ "$2" -eq "$code" ]; then echo "$code" && return; fi
  done
  if [ "$1" -ne 0 ]; then echo "$1"; else echo "$2"; fi
}
