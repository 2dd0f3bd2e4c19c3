import { expect, it } from "vitest";
import target, { allControlPlanes } from "../../../../src/targets/roles/all-control-planes.ts";
import { resolved, shapeOf } from "../../../support/target-roles.ts";

it("is every control plane", async () => {
  expect(await resolved(allControlPlanes())).toEqual(["control-plane", "control-plane2", "control-plane3"]);
  expect(target.count({}, shapeOf(2))).toBe(2);
});
