import { expect, it } from "vitest";
import target, { zone } from "../../../../src/targets/roles/zone.ts";
import { resolved, shapeOf } from "../../../support/target-roles.ts";

it("is every node with that label", async () => {
  expect(await resolved(zone("b"))).toEqual(["control-plane2", "worker2"]);
  await expect(resolved(zone("z"))).rejects.toThrow("zone z: no node has that label");
});

it("must be there; the zones that are there are named", () => {
  expect(target.missing({ zone: "a" }, shapeOf(3))).toMatch(/no node of x has the label/);
  expect(target.missing({ zone: "b" }, shapeOf(3, "a"))).toBe("x has the zones a");
  expect(target.missing({ zone: "a" }, shapeOf(3, "a"))).toBeUndefined();
  expect(target.count({ zone: "a" }, shapeOf(3, "a"))).toBe(4);
});
