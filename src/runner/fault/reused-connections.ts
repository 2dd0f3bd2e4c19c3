import { controlPlanes, type Node } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { loadTarget, paramsOf } from "../../targets/target.ts";
import type { RunContext } from "../context.ts";

/**
 * Moves the probes' reused connections away from the nodes that will be hit, where the scenario asks for it; throws
 * PlatformError "move-failed".
 */
export async function moveReusedAway(run: RunContext, target: TargetSpec, nodes: readonly Node[]): Promise<void> {
  if (!(await loadTarget(target.role)).avoidsReusedConnections(paramsOf(target))) return;
  const planes = controlPlanes(run.cluster).map(({ name }) => name);
  const hit = nodes.map(({ name }) => planes.indexOf(name));
  const pinned = await run.prober.pinnedBackends();
  // A lane that goes straight to a node has no other backend to move to.
  const lanes = run.lanes.filter(({ via, index }) => via === "lb" && hit.includes(pinned[index] ?? -1));
  if (lanes.length === 0) return;
  await run.prober.moveReused(
    lanes.map(({ index }) => index),
    hit,
  );
  noteMoved(run, lanes.length, nodes);
}

function noteMoved(run: RunContext, lanes: number, nodes: readonly Node[]): void {
  const from = nodes.map((node) => node.short).join(", ");
  run.emit({
    type: "note",
    text: `reused connections of ${lanes} ${lanes === 1 ? "lane" : "lanes"} moved away from ${from} before the fault`,
  });
}
