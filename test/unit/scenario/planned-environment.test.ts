import { expect, test } from "vitest";
import { readTopology } from "../../../src/cluster/topology.ts";
import { topologyFile } from "../../../src/scenario/catalogue.ts";
import { plannedEnvironment } from "../../../src/scenario/planned-environment.ts";

const features = [{ name: "ip_vs", usedFor: "", state: "no" as const }];
const { config } = readTopology(topologyFile("ha-3cp-3w"));

test("faults are planned for the load balancer of the kind that is asked for", () => {
  const of = (kind: string | undefined) => plannedEnvironment({ features }, config, { kubernetes: "1.36.4", kind });
  const [any, envoy, haproxy] = [undefined, "0.32.0", "0.31.0"].map(of);
  expect(any?.features).toEqual({ ip_vs: "no" });
  expect(envoy?.settings).toEqual(any?.settings);
  expect(haproxy?.settings?.loadBalancer).not.toEqual(any?.settings?.loadBalancer);
  expect(haproxy?.settings?.etcd).toEqual(any?.settings?.etcd);
});
