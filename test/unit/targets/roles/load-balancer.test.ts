import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseTopology } from "../../../../src/cluster/topology.ts";
import target, { loadBalancer } from "../../../../src/targets/roles/load-balancer.ts";
import { resolved, shapeOf } from "../../../support/target-roles.ts";

it("is kind's own, where there is more than one control plane", async () => {
  expect(await resolved(loadBalancer())).toEqual(["lb"]);
  expect(target.missing({}, shapeOf(1))).toMatch(/kind makes no load balancer/);
  expect(target.missing({}, shapeOf(2))).toBeUndefined();
});

it("is nobody where two share an address: kind's own is only the way in to them", () => {
  const pair = parseTopology(readFileSync("kind-configs/two-load-balancers.yaml", "utf8"), "two-load-balancers.yaml");
  expect(target.missing({}, pair)).toMatch(/only the way in .*: hit address-holder$/);
});
