import { expect, test } from "vitest";
import type { Cluster, Node } from "../../../src/model/cluster.ts";
import type { NodeRuntime } from "../../../src/model/node-runtime.ts";
import { alsoWhoHasIt, readHolders } from "../../../src/node-tools/virtual-address.ts";
import { heldByOne } from "../../../src/runner/observe/steady-state.ts";
import { cluster } from "../../support/recording-runtime.ts";

const pair = ["balancer", "balancer2"].map(
  (short, index): Node => ({
    name: `kc-x-${short}`,
    short,
    role: "balancer",
    containerId: short,
    address: `172.30.0.21${index + 1}`,
    ports: {},
  }),
);
const withPair: Cluster = { ...cluster, nodes: [...cluster.nodes, ...pair] };
/** As iproute2 prints it, of the container whose interface it is. */
const shown = (...addresses: readonly string[]) =>
  addresses.map((address) => `52: eth0    inet ${address}/24 scope global eth0\\       valid_lft forever`).join("\n");

const read = (told: Readonly<Record<string, string>>) =>
  readHolders(
    {
      exec: async (node) => {
        const stdout = told[node];
        if (stdout === undefined) throw new Error("is paused");
        return { exitCode: 0, stdout, stderr: "" };
      },
    },
    withPair,
  );

test("one of two has the address", async () => {
  const held = await read({
    "kc-x-balancer": shown("172.30.0.211"),
    "kc-x-balancer2": shown("172.30.0.212", "172.30.0.200"),
  });
  expect(held).toEqual({ holders: ["kc-x-balancer2"], silent: [] });
  expect(heldByOne(held)).toEqual({ ok: true, detail: "held by kc-x-balancer2" });
});

test("two that have it are a split, and one that cannot be asked may be the second", async () => {
  const split = shown("172.30.0.211", "172.30.0.200");
  const held = await read({ "kc-x-balancer": split, "kc-x-balancer2": shown("172.30.0.212", "172.30.0.200") });
  expect(heldByOne(held)).toEqual({ ok: false, detail: "held by kc-x-balancer and kc-x-balancer2" });
  const half = await read({ "kc-x-balancer2": shown("172.30.0.212", "172.30.0.200") });
  expect(heldByOne(half)).toEqual({ ok: false, detail: "balancer: is paused" });
  expect(heldByOne(await read({ "kc-x-balancer": "", "kc-x-balancer2": "" })).ok).toBe(false);
});

test("a fault on the one that had it tells who has it now, and whether the frozen one answers for it as well", async () => {
  const [node, other] = pair as [Node, Node];
  const where = { node, targets: [node], cluster: withPair };
  const proven = { proven: true, detail: "every process of the container is frozen" };
  const told = (addresses: string, arping: number) => {
    const look: NodeRuntime["look"] = async (name, argv) => {
      expect(name).toBe(other.name);
      return { exitCode: argv[0] === "arping" ? arping : 0, stdout: addresses, stderr: "" };
    };
    return alsoWhoHasIt({ look } as NodeRuntime, where, proven);
  };
  expect((await told(shown("172.30.0.212"), 0)).detail).toMatch(/balancer2 does not have the virtual address yet$/);
  const both = shown("172.30.0.212", "172.30.0.200");
  expect((await told(both, 1)).detail).toMatch(
    /balancer2 has the virtual address, and another answers ARP for it, too$/,
  );
  expect((await told(both, 0)).detail).toMatch(/and nobody else answers ARP for it$/);
});
