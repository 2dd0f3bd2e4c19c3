import type { CommandLook } from "../model/leftover.ts";
import { scriptWords } from "./script.ts";

/**
 * Defines a function of a shell that prints the number of each process that a strike began, by the strike's id in its
 * environment, which children inherit whatever they do; other commands of the harness have none that looks like it. It
 * fails where not even its own can be seen: else "there is none" would be true because nobody looked.
 */
const strikers = [
  "strikers() { [ -n \"$(grep -lszE '^KIND_CHAOS_EXEC=' /proc/self/environ)\" ] || { echo cannot see processes >&2; exit 3; }",
  "grep -lszE '^KIND_CHAOS_EXEC=[0-9a-f]{8}-' /proc/[0-9]*/environ | cut -d/ -f3; }",
].join("\n");

const look = `${strikers}\nstrikers`;

/** Ends them all, and fails where one is still there after some 10 s. */
const end = [
  strikers,
  "for try in $(seq 100)",
  "do left=$(strikers) || exit",
  '[ -n "$left" ] || exit 0',
  "for pid in $left; do kill -9 $pid 2>/dev/null; done",
  "sleep 0.1",
  "done",
  'echo "still there: $left" >&2; exit 4',
].join("\n");

/** What any strike still runs on a node. */
export function strikesLook(node: string): CommandLook {
  return {
    what: "processes that a fault began",
    node,
    argv: scriptWords(look),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [{ do: "exec", node, argv: scriptWords(end) }],
  };
}
