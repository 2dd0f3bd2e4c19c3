import { expect, it } from "vitest";
import target, { majority } from "../../../../src/targets/roles/majority.ts";
import { resolved, secondLeads, shapeOf } from "../../../support/target-roles.ts";

it.each([
  ["included", ["control-plane2", "control-plane"]],
  ["excluded", ["control-plane", "control-plane3"]],
] as const)("is the smallest number above one half, the leader %s", async (leader, expected) => {
  expect(await resolved(majority(leader), secondLeads)).toEqual(expected);
});

it("must be there", () => {
  expect(target.missing({ leader: "included" }, shapeOf(1))).toMatch(/one etcd member: say etcd-leader/);
  expect(target.missing({ leader: "excluded" }, shapeOf(2))).toMatch(/of which 2 are not to be had/);
  expect(target.count({ leader: "included" }, shapeOf(4))).toBe(3);
});
