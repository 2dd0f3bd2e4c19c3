import { expect, it } from "vitest";
import type { Cluster } from "../../../../src/model/cluster.ts";
import { balancerReachesAll } from "../../../../src/runner/observe/api-checks.ts";
import { cluster } from "../../../support/recording-runtime.ts";

/** A load balancer that sends nobody to the last control plane until so many connections were made. */
async function look(cluster: Cluster, others: number) {
  const names = cluster.nodes.filter(({ role }) => role === "control-plane").map(({ name }) => name);
  let made = 0;
  const peerNames = async () => [++made > others ? (names.at(-1) ?? "") : (names[made % (names.length - 1)] ?? "")];
  return balancerReachesAll(cluster, new Map([["lb", { peerNames }]]));
}

const [plane] = cluster.nodes;
const seven: Cluster = {
  ...cluster,
  nodes: Array.from({ length: 7 }, (_, index) => ({ ...plane, short: `cp${index}`, name: `kc-x-cp${index}` }) as never),
};

it("a load balancer before three is looked at with 24 connections", async () => {
  expect((await look(cluster, 23)).ok).toBe(true);
  expect(await look(cluster, 24)).toEqual({ ok: false, detail: "no connection of 24 reached control-plane3" });
});

it("and before seven with 56, because fewer would miss one by chance", async () => {
  expect((await look(seven, 55)).ok).toBe(true);
  expect((await look(seven, 56)).detail).toBe("no connection of 56 reached cp6");
});
