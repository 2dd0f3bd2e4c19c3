import { expect, it } from "vitest";
import target, { minority } from "../../../../src/targets/roles/minority.ts";
import { resolved, secondLeads, shapeOf } from "../../../support/target-roles.ts";

it.each([
  ["included", "control-plane2"],
  ["excluded", "control-plane3"],
] as const)("is the largest number below one half, the leader %s", async (leader, expected) => {
  expect(await resolved(minority(leader), secondLeads, 1)).toEqual([expected]);
});

it("must be one member at least", () => {
  expect(target.missing({ leader: "included" }, shapeOf(2))).toBe("x has 2 etcd members, of which none may be lost");
  expect(target.count({ leader: "included" }, shapeOf(5))).toBe(2);
});
