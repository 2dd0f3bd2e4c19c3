import { controlPlanes, type Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { TargetSpec } from "../model/target.ts";
import type { RunContext } from "./context.ts";

/** A connection that leaves one node may land on another that will be hit as well: so often it may try again. */
const rounds = 10;

/** Lets the reused connections of the probes live elsewhere than on the nodes that will be hit, where the scenario asks for it. */
export async function moveReusedAway(run: RunContext, target: TargetSpec, nodes: readonly Node[]): Promise<void> {
  if (!("reused" in target) || target.reused !== "elsewhere") return;
  const planes = controlPlanes(run.cluster);
  const moved = new Set<number>();
  for (let round = 0; round < rounds; round++) {
    const pinned = await run.prober.pinnedBackends();
    // A lane that goes straight to a node has no other backend to move to.
    const onHit = nodes.map((node) => {
      const backend = planes.findIndex((other) => other.name === node.name);
      const lanes = run.lanes.filter((lane) => lane.via === "lb" && pinned[lane.index] === backend);
      return { backend, lanes: lanes.map((lane) => lane.index) };
    });
    const toMove = onHit.filter(({ lanes }) => lanes.length > 0);
    if (toMove.length === 0) return noteMoved(run, moved.size, nodes);
    for (const { backend, lanes } of toMove) {
      await run.prober.moveReused(lanes, backend);
      for (const lane of lanes) moved.add(lane);
    }
  }
  throw new PlatformError(
    "move-failed",
    `reused connections still go to nodes that are to be hit after ${rounds} moves`,
  );
}

function noteMoved(run: RunContext, lanes: number, nodes: readonly Node[]): void {
  if (lanes === 0) return;
  const from = nodes.map((node) => node.short).join(", ");
  run.emit({
    type: "note",
    text: `reused connections of ${lanes} ${lanes === 1 ? "lane" : "lanes"} moved away from ${from} before the fault`,
  });
}
