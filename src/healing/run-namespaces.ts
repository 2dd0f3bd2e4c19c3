import { longestRunLabel, runLabel } from "../apps/ways.ts";
import type { CommandLook } from "../model/leftover.ts";
import { kubectl } from "../node-tools/kubectl.ts";

/**
 * The look at the namespaces that runs made and did not remove, from a control plane. What has the label of a run that
 * is alive, a monitor's for example, is left alone.
 */
export function namespacesLook(node: string, aliveRuns: readonly string[]): CommandLook {
  const alive = aliveRuns.map((run) => run.slice(0, longestRunLabel));
  const others = alive.length === 0 ? "" : `,${runLabel} notin (${alive.join(",")})`;
  const words = ["namespaces", `--selector=${runLabel}${others}`];
  return {
    what: "namespaces of runs with all that is in them",
    node,
    argv: kubectl("get", ...words, "-o", "name"),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [{ do: "exec", node, argv: kubectl("delete", ...words, "--ignore-not-found", "--wait=false") }],
  };
}
