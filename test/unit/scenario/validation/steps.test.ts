import { expect, test } from "vitest";
import { readTopology } from "../../../../src/cluster/topology.ts";
import { nodeKill } from "../../../../src/faults/node-kill.ts";
import { controlPlaneReplace } from "../../../../src/procedures/control-plane-replace.ts";
import { etcdMemberReplace } from "../../../../src/procedures/etcd-member-replace.ts";
import { known, topologyFile } from "../../../../src/scenario/catalogue.ts";
import { checkStep } from "../../../../src/scenario/validation/steps.ts";
import { etcdLeader } from "../../../../src/targets/roles/etcd-leader.ts";
import { storeLeader } from "../../../../src/targets/roles/store-leader.ts";

test("a target that is found by lanes of an operation is refused where the scenario has none", async () => {
  const step = { inject: nodeKill(storeLeader()), as: "leader-lost", for: "10s" } as const;
  const context = { known: await known(), topology: readTopology(topologyFile("ha-3cp-3w")) };
  expect(() => checkStep(step, [], { ...context, lanes: ["write/api/new"] })).toThrow(
    "the worker with the store's leader: the scenario has no lane of store-write",
  );
  expect(checkStep(step, [], { ...context, lanes: ["store-write/worker2/new"] })).toEqual(["leader-lost"]);
});

test.each([
  ["single", 1],
  ["two-control-planes", 2],
])("on %s no etcd member is replaced, since none can be missed", async (topology, members) => {
  const context = { known: await known(), topology: readTopology(topologyFile(topology)), lanes: [] };
  for (const perform of [etcdMemberReplace(etcdLeader()), controlPlaneReplace(etcdLeader())])
    expect(() => checkStep({ perform, as: "replaced" }, [], context)).toThrow(
      `${perform.procedure} loses one of ${members} etcd members: of fewer than 3 none can be missed`,
    );
});

test("of three one is replaced", async () => {
  const context = { known: await known(), topology: readTopology(topologyFile("ha-3cp-3w")), lanes: [] };
  expect(checkStep({ perform: etcdMemberReplace(etcdLeader()), as: "replaced" }, [], context)).toEqual([]);
});
