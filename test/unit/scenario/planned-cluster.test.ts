import { expect, it } from "vitest";
import type { ExistingCluster } from "../../../src/cluster/existing/existing-cluster.ts";
import { readTopology } from "../../../src/cluster/topology.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { topologyFile } from "../../../src/scenario/catalogue.ts";
import { planCluster } from "../../../src/scenario/planned-cluster.ts";
import { plainHost as host } from "../../support/plain-host.ts";

const topology = readTopology(topologyFile("ha-3cp-3w"));
const scenario = { profile: "stock" } as Scenario;
const existing = { kubernetes: "1.36.4", nodeImage: "kindest/node:v1.36.4" } as ExistingCluster;

it("another engine than Docker is refused for either", () => {
  const podman = { ...host, notDocker: "what answers is Podman" };
  for (const options of [{}, { existing }])
    expect(() => planCluster({ scenario, topology }, options, podman)).toThrow(/^what answers is Podman$/);
});
