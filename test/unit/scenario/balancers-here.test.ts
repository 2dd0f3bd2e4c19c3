import { expect, test } from "vitest";
import { whyNoBalancers, whyNoBalancersHere } from "../../../src/scenario/balancers-here.ts";

test("two load balancers need their image, and the Envoy of kind", () => {
  expect(whyNoBalancers({ kind: undefined, hasImage: true })).toBeUndefined();
  expect(whyNoBalancers({ kind: "0.33.0", hasImage: true })).toBeUndefined();
  expect(whyNoBalancers({ kind: "0.32.0", hasImage: false })).toMatch(/run "npx kind-chaos setup --balancers"$/);
  expect(whyNoBalancers({ kind: "0.31.0", hasImage: true })).toMatch(/^the load balancer of kind 0\.31\.0 is HAProxy/);
});

test("what has none needs nothing of the like", async () => {
  const nodes = [{ short: "lb", role: "load-balancer" as const }];
  expect(await whyNoBalancersHere(nodes, { kind: "0.31.0" })).toBeUndefined();
  expect(await whyNoBalancersHere([], { kind: "0.31.0" })).toBeUndefined();
});

test("which kind is asked for decides before any engine is asked", async () => {
  const nodes = [{ short: "balancer", role: "balancer" as const }];
  expect(await whyNoBalancersHere(nodes, { kind: "0.31.0" })).toMatch(/HAProxy/);
});
