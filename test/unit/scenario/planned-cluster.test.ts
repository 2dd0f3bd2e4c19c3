import { expect, it } from "vitest";
import type { ExistingCluster } from "../../../src/cluster/existing/existing-cluster.ts";
import { readTopology } from "../../../src/cluster/topology.ts";
import type { HostFacts } from "../../../src/host/host-facts.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { topologyFile } from "../../../src/scenario/catalogue.ts";
import { planCluster } from "../../../src/scenario/planned-cluster.ts";

const host: HostFacts = {
  notDocker: undefined,
  cgroup: "v2",
  kernel: "6.12",
  cpus: 2,
  memoryBytes: 8e9,
  isLocalEngine: true,
  missingCapabilities: [],
  openFileLimit: undefined,
  inotifyInstances: undefined,
  inotifyWatches: undefined,
  clockAheadMs: 0,
  diskFreeBytes: undefined,
  hasEngineDisk: true,
  features: [],
};
const topology = readTopology(topologyFile("ha-3cp-3w"));
const scenario = { profile: "stock" } as Scenario;
const existing = { kubernetes: "1.36.4", nodeImage: "kindest/node:v1.36.4" } as ExistingCluster;

it("another engine than Docker is refused for either", () => {
  const podman = { ...host, notDocker: "what answers is Podman" };
  for (const options of [{}, { existing }])
    expect(() => planCluster({ scenario, topology }, options, podman)).toThrow(/^what answers is Podman$/);
});
