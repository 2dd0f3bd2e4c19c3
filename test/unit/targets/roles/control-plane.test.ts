import { expect, it } from "vitest";
import target, { controlPlane } from "../../../../src/targets/roles/control-plane.ts";
import { resolved, shapeOf } from "../../../support/target-roles.ts";

it("is counted from 1 in the order of names", async () => {
  expect(await resolved(controlPlane(3))).toEqual(["control-plane3"]);
  await expect(resolved(controlPlane(4))).rejects.toThrow("control plane 4: there are 3");
});

it("must be there", () => {
  expect(target.missing({ index: 4 }, shapeOf(3))).toBe("x has 3");
  expect(target.params.safeParse({ index: 0 }).success).toBe(false);
});
