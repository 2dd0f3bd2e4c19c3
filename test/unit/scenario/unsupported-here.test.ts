import { expect, it } from "vitest";
import type { ExistingCluster } from "../../../src/cluster/existing/existing-cluster.ts";
import { readTopology } from "../../../src/cluster/topology.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { topologyFile } from "../../../src/scenario/catalogue.ts";
import { nodesToMake, unsupportedHere } from "../../../src/scenario/unsupported-here.ts";
import { plainHost as host } from "../../support/plain-host.ts";

const topology = readTopology(topologyFile("ha-3cp-3w"));
const scenario = { lanes: [], steps: [] } as unknown as Scenario;
const chosen = { kind: undefined };
const around = { features: {} };
const noFault = () => Promise.reject(new Error("there is no fault in it"));

it.each([{ memoryBytes: 2e9 }, { clockAheadMs: 3_600_000 }, { clockAheadMs: -100_000_000 }])(
  "a machine that cannot carry a new cluster says so, and takes one that stands there: %j",
  async (unfit) => {
    const why = (options: { readonly existing?: ExistingCluster }) =>
      unsupportedHere(
        { scenario, nodes: nodesToMake(topology, options), chosen },
        around,
        { ...host, ...unfit },
        noFault,
      );
    expect(await why({})).toMatch(/engine's machine/);
    expect(await why({ existing: {} as ExistingCluster })).toBeUndefined();
  },
);

it("what fits is carried out", async () => {
  expect(await unsupportedHere({ scenario, nodes: topology.nodes, chosen }, around, host, noFault)).toBeUndefined();
});

it("a kind that cannot put load balancers with a virtual address before the API servers is refused before anything is made", async () => {
  const pair = readTopology(topologyFile("two-load-balancers"));
  const why = (options: { readonly existing?: ExistingCluster }) =>
    unsupportedHere(
      { scenario, nodes: nodesToMake(pair, options), chosen: { kind: "0.31.0" } },
      around,
      { ...host, memoryBytes: 8e9 },
      noFault,
    );
  expect(await why({})).toMatch(/kind 0\.31\.0 is HAProxy/);
  expect(await why({ existing: {} as ExistingCluster })).toBeUndefined();
});
