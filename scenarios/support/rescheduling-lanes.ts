import type { LaneSpec, WatchSpec } from "../../src/model/lane.ts";
import { storeWrite } from "../../src/probes/operations/store-write.ts";
import { watchEndpoints } from "../../src/probes/operations/watch-endpoints.ts";
import { watchNodes } from "../../src/probes/operations/watch-nodes.ts";
import { watchPods } from "../../src/probes/operations/watch-pods.ts";
import { write } from "../../src/probes/operations/write.ts";
import { applicationLanes } from "./application-lanes.ts";

/**
 * What scenarios about workers watch: the application through every worker, which names its replicas; nodes, pods and EndpointSlices at each API server; and
 * writes, whose revisions date what the streams tell.
 */
export const reschedulingLanes: readonly (LaneSpec | WatchSpec)[] = [
  ...applicationLanes,
  write({ via: "api", connection: "reused" }),
  watchNodes(),
  watchPods(),
  watchEndpoints(),
];

/** Writes to an application with its data on the first worker, through the others. */
export const storeLanes: readonly LaneSpec[] = [storeWrite({ via: "each-worker", connection: "new", hz: 5 })];
