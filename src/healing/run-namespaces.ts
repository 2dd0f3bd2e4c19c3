import { longestRunLabel, runLabel } from "../apps/ways.ts";
import type { CommandLook } from "../model/leftover.ts";
import { kubectl } from "../node-tools/kubectl.ts";

/**
 * The look at the namespaces that runs made and did not remove, from a control plane. What has the label of a run that
 * is alive, a monitor's for example, is left alone, and so are `spared` ones by their names: those that were there before
 * the harness was, on a cluster that is a person's own.
 */
export function namespacesLook(
  node: string,
  aliveRuns: readonly string[],
  spared: readonly string[] = [],
): CommandLook {
  const alive = aliveRuns.map((run) => run.slice(0, longestRunLabel));
  const others = alive.length === 0 ? "" : `,${runLabel} notin (${alive.join(",")})`;
  const names = spared.map((name) => `metadata.name!=${name}`).join(",");
  const words = [
    "namespaces",
    `--selector=${runLabel}${others}`,
    ...(names === "" ? [] : [`--field-selector=${names}`]),
  ];
  return {
    what: "namespaces of runs with all that is in them",
    node,
    argv: kubectl("get", ...words, "-o", "name"),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [{ do: "exec", node, argv: kubectl("delete", ...words, "--ignore-not-found", "--wait=false") }],
  };
}
