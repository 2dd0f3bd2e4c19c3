import { expect, test } from "vitest";
import { readTopology } from "../../../../src/cluster/topology.ts";
import { nodeKill } from "../../../../src/faults/node-kill.ts";
import { known, topologyFile } from "../../../../src/scenario/catalogue.ts";
import { checkStep } from "../../../../src/scenario/validation/steps.ts";
import { storeLeader } from "../../../../src/targets/roles/store-leader.ts";

test("a target that is found by lanes of an operation is refused where the scenario has none", async () => {
  const step = { inject: nodeKill(storeLeader()), as: "leader-lost", for: "10s" } as const;
  const context = { known: await known(), topology: readTopology(topologyFile("ha-3cp-3w")) };
  expect(() => checkStep(step, [], { ...context, lanes: ["write/api/new"] })).toThrow(
    "the worker with the store's leader: the scenario has no lane of store-write",
  );
  expect(checkStep(step, [], { ...context, lanes: ["store-write/worker2/new"] })).toEqual(["leader-lost"]);
});
