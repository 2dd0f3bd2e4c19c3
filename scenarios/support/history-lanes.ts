import type { LaneSpec } from "kind-chaos";
import { consistentList } from "kind-chaos/operations/consistent-list";
import { createAndDelete } from "kind-chaos/operations/create-and-delete";
import { freshRead } from "kind-chaos/operations/fresh-read";

/** Reads of what was just written, of each API server itself: whether one of them answers what is old. */
export const directReads: readonly LaneSpec[] = [freshRead({ via: "each-api-server", connection: "reused", hz: 1 })];

/**
 * What the history of the store is checked by beside reads and writes on the clients' way: each API server itself reads
 * what was just written, lists what must be as new as etcd, and makes objects that go again. No limit of time rests on
 * them, so that they are slow: all together are six attempts a second with three API servers.
 */
export const historyLanes: readonly LaneSpec[] = [
  ...directReads,
  consistentList({ via: "each-api-server", connection: "reused", hz: 0.5 }),
  createAndDelete({ via: "each-api-server", connection: "reused", hz: 0.5 }),
];
