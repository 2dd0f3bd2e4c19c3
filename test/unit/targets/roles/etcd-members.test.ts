import { expect, it } from "vitest";
import target, { etcdMembers } from "../../../../src/targets/roles/etcd-members.ts";
import { resolved, secondLeads, shapeOf } from "../../../support/target-roles.ts";

it("is so many, the leader first where it is among them", async () => {
  const all = ["control-plane2", "control-plane", "control-plane3"];
  expect(await resolved(etcdMembers(3, "included"), secondLeads)).toEqual(all);
  await expect(resolved(etcdMembers(3, "excluded"), secondLeads)).rejects.toThrow(/the cluster has 3 members/);
});

it("must be there", () => {
  expect(target.missing({ count: 4, leader: "included" }, shapeOf(3))).toMatch(/of which 4/);
  expect(target.missing({ count: 2, leader: "included" }, shapeOf(4))).toBeUndefined();
});
