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

const onHost = (unlike: Partial<typeof host>, options: { readonly existing?: ExistingCluster }) =>
  unsupportedHere({ scenario, nodes: nodesToMake(topology, options), chosen }, around, { ...host, ...unlike }, noFault);

it("a machine that cannot carry a new cluster says so, and takes one that stands there", async () => {
  const unlike = { memoryBytes: 2e9 };
  expect(await onHost(unlike, {})).toMatch(/engine's machine/);
  expect(await onHost(unlike, { existing: {} as ExistingCluster })).toBeUndefined();
});

it.each([{ clockAhead: [3_600_000, 3_600_100] }, { clockAhead: [-100_000_100, -100_000_000] }] as const)(
  "where certificates that are made now would not convince, none stands there that could be used: %j",
  async (unlike) => {
    for (const options of [{}, { existing: {} as ExistingCluster }])
      expect(await onHost(unlike, options)).toMatch(/^the clock of the engine's machine is \d+ s/);
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
