import { expect, it } from "vitest";
import { etcdLeader } from "../../../src/targets/roles/etcd-leader.ts";
import { describeTarget, paramsOf, resolveTarget } from "../../../src/targets/target.ts";
import { cluster } from "../../support/recording-runtime.ts";
import { knownRoles } from "../../support/target-roles.ts";
import { threeMembers } from "../../support/three-members.ts";

it("takes a plain object as well as what a factory makes", async () => {
  expect(await describeTarget({ role: "control-plane", index: 2 })).toBe("control plane 2");
  expect(await describeTarget(etcdLeader())).toBe("the etcd leader");
  expect(paramsOf({ role: "control-plane", index: 2 })).toEqual({ index: 2 });
});

it("finds the members of external etcd in containers of their own", async () => {
  const etcd = cluster.nodes.slice(0, 2).map((node, index) => {
    const short = index === 0 ? "etcd" : "etcd2";
    return { ...node, short, name: `kc-x-${short}`, role: "etcd" as const };
  });
  const apart = { ...cluster, nodes: [...cluster.nodes, ...etcd] };
  const members = threeMembers.slice(0, 2).map((member, index) => ({ ...member, node: etcd[index]?.short ?? "" }));
  const roles = knownRoles({ members: async () => members });
  const found = await resolveTarget({ role: "majority", leader: "included" }, apart, roles, 0);
  expect(found.map((node) => node.name)).toEqual(["kc-x-etcd2", "kc-x-etcd"]);
});
