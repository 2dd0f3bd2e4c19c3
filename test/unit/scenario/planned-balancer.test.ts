import { expect, test } from "vitest";
import { parseHaproxy } from "../../../src/cluster/load-balancer-config.ts";
import { plannedSettings } from "../../../src/cluster/planned-settings.ts";
import { readTopology } from "../../../src/cluster/topology.ts";
import loadBalancerReload from "../../../src/faults/load-balancer-reload.ts";
import { kindEnvoy, kindHaproxy } from "../../../src/model/stock.ts";
import { topologyFile } from "../../../src/scenario/catalogue.ts";
import { withBalancerOf } from "../../../src/scenario/planned-balancer.ts";

const node = (role: "control-plane" | "worker") => ({ role });
const several = plannedSettings({ nodes: [node("control-plane"), node("control-plane"), node("worker")] } as never);

test.each([
  [undefined, kindEnvoy],
  ["0.33.0", kindEnvoy],
  ["0.32.0", kindEnvoy],
  ["0.31.0", kindHaproxy],
  ["0.30.0", kindHaproxy],
])("kind %s is planned with its own load balancer", (kind, balancer) => {
  expect(withBalancerOf(several, kind).loadBalancer).toEqual(balancer);
});

test("what has no load balancer gets none", () => {
  const single = plannedSettings({ nodes: [node("control-plane")] } as never);
  expect(withBalancerOf(single, "0.31.0")).not.toHaveProperty("loadBalancer");
  expect(withBalancerOf(undefined, "0.31.0")).toBeUndefined();
});

test("HAProxy is what is read from the file that kind 0.31 writes", () => {
  const written =
    "defaults\n  timeout connect 5000\nbackend a\n  option httpchk GET /healthz\n  server b c check check-ssl\n";
  expect(parseHaproxy(written)).toEqual(kindHaproxy);
});

test("what only Envoy can do is refused before anything is made", () => {
  const refusal = (kind: string) =>
    loadBalancerReload.unsupported?.({ features: {}, settings: withBalancerOf(several, kind) }, {} as never);
  expect(refusal("0.31.0")).toMatch(/is HAProxy/);
  expect(refusal("0.33.0")).toBeUndefined();
  const { config } = readTopology(topologyFile("two-load-balancers"));
  const withPair = { features: {}, settings: plannedSettings(config) };
  expect(loadBalancerReload.unsupported?.(withPair, {} as never)).toMatch(/only the way in/);
});
