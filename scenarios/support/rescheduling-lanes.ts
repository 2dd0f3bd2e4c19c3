import type { LaneSpec, WatchSpec } from "kind-chaos";
import { storeWrite } from "kind-chaos/operations/store-write";
import { watchEndpoints } from "kind-chaos/operations/watch-endpoints";
import { watchNodes } from "kind-chaos/operations/watch-nodes";
import { watchPods } from "kind-chaos/operations/watch-pods";
import { write } from "kind-chaos/operations/write";
import { applicationLanes } from "./application-lanes.ts";
import { directReads } from "./history-lanes.ts";

/**
 * What scenarios about workers watch: the application through every worker, which names its replicas; nodes, pods and
 * EndpointSlices at each API server; and writes, whose revisions date what the streams tell, with reads of what was
 * written.
 */
export const reschedulingLanes: readonly (LaneSpec | WatchSpec)[] = [
  ...applicationLanes,
  write({ via: "api", connection: "reused" }),
  ...directReads,
  watchNodes(),
  watchPods(),
  watchEndpoints(),
];

/** Writes to an application with its data on the first worker, through the others. */
export const storeLanes: readonly LaneSpec[] = [storeWrite({ via: "each-worker", connection: "new", hz: 5 })];
