import { expect, it } from "vitest";
import target, { etcdFollower } from "../../../../src/targets/roles/etcd-follower.ts";
import { resolved, secondLeads, shapeOf } from "../../../support/target-roles.ts";

it("is a member that does not lead; which one turns with the seed", async () => {
  expect(await resolved(etcdFollower(), secondLeads, 0)).toEqual(["control-plane"]);
  expect(await resolved(etcdFollower(), secondLeads, 1)).toEqual(["control-plane3"]);
});

it("is not there where one member is all", () => {
  expect(target.missing({}, shapeOf(1))).toMatch(/one etcd member/);
  expect(target.missing({}, shapeOf(3))).toBeUndefined();
});
