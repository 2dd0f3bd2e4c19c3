import type { LaneSpec, WatchSpec } from "../model/lane.ts";
import type { Scenario } from "../model/scenario.ts";
import { cachedRead } from "../probes/operations/cached-read.ts";
import { watchEndpoints } from "../probes/operations/watch-endpoints.ts";
import { watchNodes } from "../probes/operations/watch-nodes.ts";
import { watchPods } from "../probes/operations/watch-pods.ts";
import { workloadHttp } from "../probes/operations/workload-http.ts";

/**
 * Reads on the clients' way, denser than others, so that an outage of all of them is told to some 100 ms. Each is a
 * handshake: with twice as many, and an application asked through every node, two cores had no time left for the cluster.
 */
const dense = cachedRead({ via: "api", connection: "new", hz: 10 });

/** What an application under test is asked, and who sees what becomes of its pods. */
const application: readonly (LaneSpec | WatchSpec)[] = [
  workloadHttp({ via: "each-worker", connection: "new", hz: 5 }),
  workloadHttp({ via: "each-worker", connection: "reused", hz: 5 }),
  watchNodes(),
  watchPods(),
  watchEndpoints(),
];

/** What watches while nodes are upgraded: every lane of a scenario, a dense one, and where it is wanted an application's. */
export function rollLanes(
  lanes: Scenario["lanes"],
  { application: isWatched }: { readonly application: boolean },
): (LaneSpec | WatchSpec)[] {
  const all = [...lanes, dense, ...(isWatched ? application : [])];
  return [...new Map(all.map((lane) => [keyOf(lane), lane])).values()];
}

/** Whether an application is asked by these lanes. */
export function asksApplication(lanes: Scenario["lanes"]): boolean {
  return lanes.some((lane) => "destination" in lane && lane.destination === "workload-http");
}

/** Lanes with the same key would have the same id, whatever their rates are. */
function keyOf(lane: LaneSpec | WatchSpec): string {
  return JSON.stringify([lane.operation, "variant" in lane ? lane.variant : null, lane.via, lane.connection]);
}
