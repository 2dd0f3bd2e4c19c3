import { expect, test } from "vitest";
import { pinnedByVolume } from "../../../../src/guarantees/pinned-by-volume.ts";
import type { Topology } from "../../../../src/model/topology.ts";
import type { StoreOptions } from "../../../../src/model/workload.ts";
import { quorumRead } from "../../../../src/probes/operations/quorum-read.ts";
import { storeWrite } from "../../../../src/probes/operations/store-write.ts";
import { checkStore } from "../../../../src/scenario/validation/store.ts";

const topology = (workers: number) => ({
  name: "mine",
  nodes: Array.from({ length: workers }, (_, n) => ({ short: `worker${n}`, role: "worker" })) as Topology["nodes"],
});
const asked = { lanes: [storeWrite()], guarantees: [] };
const asking = (store: StoreOptions) => ({ ...asked, store });

test("each member of a store needs a worker of its own", () => {
  expect(() => checkStore(asking({ members: 3 }), topology(2))).toThrow(
    "store.members: mine has 2 workers, and each of 3 members needs one of its own",
  );
  expect(() => checkStore(asking({ members: 3 }), topology(3))).not.toThrow();
  expect(() => checkStore(asking({}), topology(1))).not.toThrow();
});

test("a store that no lane asks is not made, so that nothing can be said of it", () => {
  const none = { lanes: [quorumRead()], guarantees: [] };
  expect(() => checkStore({ ...none, store: { members: 3 } }, topology(3))).toThrow(
    "store: there is no store: one is made for lanes of store-write",
  );
  const pinned = [pinnedByVolume({ during: "kill", limit: "90s" })];
  expect(() => checkStore({ ...none, guarantees: pinned }, topology(3))).toThrow("guarantees[0]: there is no store");
  expect(() => checkStore({ ...asked, guarantees: pinned }, topology(3))).not.toThrow();
});
