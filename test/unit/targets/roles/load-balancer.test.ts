import { expect, it } from "vitest";
import target, { loadBalancer } from "../../../../src/targets/roles/load-balancer.ts";
import { resolved, shapeOf } from "../../../support/target-roles.ts";

it("is kind's own, where there is more than one control plane", async () => {
  expect(await resolved(loadBalancer())).toEqual(["lb"]);
  expect(target.missing({}, shapeOf(1))).toMatch(/kind makes no load balancer/);
  expect(target.missing({}, shapeOf(2))).toBeUndefined();
});
