import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findNodes } from "../../../src/cluster/nodes.ts";
import { restoreAddresses } from "../../../src/healing/addresses.ts";
import { wakeNodes } from "../../../src/healing/awake.ts";
import { Engine } from "../../../src/host/engine.ts";
import { addressesOfNode } from "../../../src/model/node-addresses.ts";
import { checkedRuntime } from "../../../src/node-tools/checked-runtime.ts";
import { cutOff, mendCut } from "../../../src/node-tools/firewall.ts";
import { tryToReach } from "../../../src/node-tools/reach.ts";
import { type PlainCluster, plainCluster } from "../../support/plain-cluster.ts";

const engine = new Engine();
/** A port that nobody listens on: who is reached refuses at once. */
const closedPort = 9;

describe.runIf(existsSync("/proc/net/if_inet6"))("a cluster's network of both families", () => {
  let plain: PlainCluster;
  beforeAll(async () => {
    plain = await plainCluster(engine, ["worker", "worker", "worker"], true);
  });
  afterAll(() => plain[Symbol.asyncDispose]());
  const now = () => findNodes(engine, plain.cluster.name, plain.cluster.network);

  test("gives each node an address of each family, in the harness's own prefix", async () => {
    for (const { address, address6 } of plain.cluster.nodes) {
      expect(address).toMatch(/^172\.3[01]\.\d+\.\d+$/);
      expect(address6).toMatch(/^fd6b:6368:616f:/);
    }
    expect(await engine.networks.subnet(plain.cluster.network)).toMatch(/^172\.3[01]\.\d+\.0\/24$/);
  });

  test("gives a node both of its addresses again, whichever is started first, and both are put back", async () => {
    const [first, second] = plain.cluster.nodes;
    if (first === undefined || second === undefined) throw new Error("no nodes");
    for (const { name } of [first, second]) await engine.act({ do: "kill", node: name });
    const swapped = [first, second].map((node, index) => ({
      ...node,
      ...(index === 0 ? second : first),
      name: node.name,
    }));
    expect((await wakeNodes(engine, { ...plain.cluster, nodes: [second, first] }, false)).every(({ ok }) => ok)).toBe(
      true,
    );
    expect(await now()).toEqual(plain.cluster.nodes);
    expect((await restoreAddresses(engine, plain.cluster.network, swapped)).every(({ ok }) => ok)).toBe(true);
    expect((await now()).slice(0, 2).map(addressesOfNode)).toEqual([first, second].toReversed().map(addressesOfNode));
    expect((await restoreAddresses(engine, plain.cluster.network, plain.cluster.nodes)).every(({ ok }) => ok)).toBe(
      true,
    );
    expect(await now()).toEqual(plain.cluster.nodes);
  });

  test("loses packets of both while a node is cut off, but for the fellows that are spared", async () => {
    const [cut, spared, other] = plain.cluster.nodes;
    if (cut === undefined || spared === undefined || other === undefined) throw new Error("no nodes");
    const runtime = checkedRuntime(engine, plain.cluster);
    const ways = (from: string) =>
      Promise.all(addressesOfNode(cut).map((address) => tryToReach(runtime, from, address, closedPort)));
    expect(await ways(other.name)).toEqual(["refused", "refused"]);
    await engine.act(
      cutOff(cut.name, "NODE", { direction: "both", addresses: "all", spared: addressesOfNode(spared) }),
    );
    expect(await ways(other.name)).toEqual(["silent", "silent"]);
    expect(await ways(spared.name)).toEqual(["refused", "refused"]);
    await engine.act(mendCut(cut.name, "NODE"));
    expect(await ways(other.name)).toEqual(["refused", "refused"]);
  });
});
