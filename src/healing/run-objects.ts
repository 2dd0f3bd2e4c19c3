import { storeFolder } from "../apps/store/objects.ts";
import { longestRunLabel, runLabel } from "../apps/ways.ts";
import { workloadLabel } from "../apps/workload/objects.ts";
import type { Action } from "../model/action.ts";
import { type Cluster, controlPlanes } from "../model/cluster.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { ExecResult } from "../model/node-runtime.ts";
import { kubectl } from "../node-tools/kubectl.ts";

const hasSome = ({ stdout }: ExecResult) => stdout.trim() !== "";

/**
 * The looks at what runs put into a cluster beside their faults: their namespaces with all that is in them, their
 * volumes, and what the store has written on nodes. What has the label of a run that is alive, a monitor's for example,
 * is left alone.
 */
export function runObjectLooks(cluster: Cluster, aliveRuns: readonly string[]): CommandLook[] {
  const [first] = controlPlanes(cluster);
  if (first === undefined) return [];
  const node = first.name;
  const objects = (what: string, kind: string, selector: string): CommandLook => ({
    what,
    node,
    argv: kubectl("get", kind, "-l", selector, "-o", "name"),
    isLeft: hasSome,
    mend: [{ do: "exec", node, argv: kubectl("delete", kind, "-l", selector, "--ignore-not-found", "--wait=false") }],
  });
  const [[label, value]] = Object.entries(workloadLabel) as [[string, string]];
  return [
    objects("namespaces of runs, and all that is in them", "namespaces", selectorOf(aliveRuns)),
    objects("volumes of runs", "persistentvolumes", `${label}=${value}`),
    ...cluster.nodes.filter(({ role }) => role === "worker").map(({ name }) => storeLook(name)),
  ];
}

function selectorOf(aliveRuns: readonly string[]): string {
  const alive = aliveRuns.map((run) => run.slice(0, longestRunLabel));
  return alive.length === 0 ? runLabel : `${runLabel},${runLabel} notin (${alive.join(",")})`;
}

function storeLook(node: string): CommandLook {
  const mend: Action = { do: "exec", node, argv: ["rm", "-rf", storeFolder] };
  return {
    what: "data of runs' stores",
    node,
    argv: ["sh", "-c", 'ls -A "$0" 2>/dev/null; true', storeFolder],
    isLeft: hasSome,
    mend: [mend],
  };
}
