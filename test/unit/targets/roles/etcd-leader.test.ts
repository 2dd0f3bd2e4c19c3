import { expect, it } from "vitest";
import target, { etcdLeader } from "../../../../src/targets/roles/etcd-leader.ts";
import { resolved, secondLeads } from "../../../support/target-roles.ts";
import { threeMembers } from "../../../support/three-members.ts";

it("is the node of the member that leads, by etcd's own word", async () => {
  expect(await resolved(etcdLeader(), secondLeads)).toEqual(["control-plane2"]);
  expect(target.describe({})).toBe("the etcd leader");
});

it("is nobody where no member says that it leads", async () => {
  const members = async () => threeMembers.map((member) => ({ ...member, leaderId: "0" }));
  await expect(resolved(etcdLeader(), { members })).rejects.toThrow(
    "the etcd leader: no etcd member says that it leads",
  );
});

it("lets reused connections leave where it is asked to", () => {
  expect(target.avoidsReusedConnections({})).toBe(false);
  expect(target.avoidsReusedConnections({ avoidReusedConnections: true })).toBe(true);
});
