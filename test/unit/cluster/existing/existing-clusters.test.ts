import { existsSync, readdirSync } from "node:fs";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { readClaim } from "../../../../src/cluster/claims.ts";
import { adoptionOf, makeClusterFolder } from "../../../../src/cluster/cluster-folder.ts";
import { adopt } from "../../../../src/cluster/existing/adopt.ts";
import type { ExistingCluster } from "../../../../src/cluster/existing/existing-cluster.ts";
import { existingClusters } from "../../../../src/cluster/existing/existing-clusters.ts";
import { relayOwner, relayOwnerLabel } from "../../../../src/cluster/existing/relay-owner.ts";
import type { Engine } from "../../../../src/host/engine.ts";
import type { Node } from "../../../../src/model/cluster.ts";
import { inFakeTime } from "../../../support/fake-time.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

beforeEach(() => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
});

const node: Node = {
  name: "shop-control-plane",
  short: "control-plane",
  role: "control-plane",
  containerId: "1",
  address: "172.18.0.2",
  ports: {},
};
const existing = { name: "shop", network: "kind", pins: false, nodes: [node] } as unknown as ExistingCluster;

/** An engine with one node of whose namespaces it tells, and relays that it removes. */
function engineWith(namespaces: string[], relays: string[] = [], kubelets: string[] = []) {
  const engine = {
    identity: async () => "this",
    adopting: () => engine,
    inspect: async () => ({ id: "1", running: true, paused: false, address: "172.18.0.2" }),
    exec: async (_: string, argv: string[]) => ({
      exitCode: 0,
      stderr: "",
      stdout: argv.includes("namespaces")
        ? JSON.stringify({ items: namespaces.map((name) => ({ metadata: { name } })) })
        : argv.includes("nodes")
          ? JSON.stringify({
              items: kubelets.map((kubeletVersion) => ({
                metadata: { name: kubeletVersion },
                spec: {},
                status: { nodeInfo: { kubeletVersion } },
              })),
            })
          : "",
    }),
    containers: {
      labelled: async () => relays.map((name) => ({ id: name, name, labels: { [relayOwnerLabel]: relayOwner() } })),
      remove: async (id: string) => void relays.splice(relays.indexOf(id), 1),
    },
  };
  return engine as unknown as Engine;
}

async function used(namespaces: string[], relays: string[], broken: string[] = []) {
  const lines: string[] = [];
  const engine = engineWith(namespaces, relays);
  const giving = { stillBroken: async () => broken, tell: (line: string) => void lines.push(line) };
  const clusters = existingClusters(engine, existing, giving);
  expect(await clusters.claim("shop", "reports/a", true)).toBe(true);
  await adopt(engine, existing);
  return { clusters, lines };
}

test("a cluster that is as it was is given back, and nothing of it stays", async () => {
  const relays = ["relay"];
  const { clusters, lines } = await used(["default"], relays);
  await clusters.release("shop", "kept");
  expect(lines).toEqual([expect.stringMatching(/^shop is as it was: .* compared$/)]);
  expect(relays).toEqual([]);
  expect(readdirSync(makeClusterFolder("shop"))).toEqual([]);
});

test("what differs is named, and stays noted for clean", async () => {
  const namespaces = ["default"];
  const relays = ["relay"];
  const { clusters, lines } = await used(namespaces, relays);
  namespaces.push("mine");
  await expect(inFakeTime(() => clusters.release("shop", "kept"))).rejects.toThrow(
    'shop is not as it was before: namespace mine was not there; "npx kind-chaos clean --cluster shop" mends what it can',
  );
  expect([lines, relays, existsSync(adoptionOf("shop")), readClaim("shop")?.pid]).toEqual([[], [], true, 0]);
});

test("what is still broken is named, without a look at anything else", async () => {
  const { clusters } = await used(["default"], ["relay"], ["pause (node-pause on shop-worker) of reports/a"]);
  await expect(clusters.release("shop", "kept")).rejects.toThrow(/before: pause \(node-pause .* takes it back$/);
  expect(existsSync(adoptionOf("shop"))).toBe(true);
});

test("the state of before the first run counts, also for one after a run that died", async () => {
  const namespaces = ["default"];
  const { clusters } = await used(namespaces, []);
  namespaces.push("left");
  await adopt(engineWith(namespaces), existing);
  await expect(inFakeTime(() => clusters.release("shop", "as it was"))).rejects.toThrow("namespace left was not there");
});

test("of a cluster that was made anew the state of now counts", async () => {
  const { clusters } = await used(["default"], []);
  const anew = { ...existing, nodes: [{ ...node, containerId: "2" }] };
  await adopt(engineWith(["default", "new"]), anew);
  await expect(inFakeTime(() => clusters.release("shop", "as it was"))).rejects.toThrow("namespace new is gone");
});

test("it is neither made nor deleted, whoever asks", async () => {
  const { clusters } = await used(["default"], []);
  for (const ask of [clusters.delete, clusters.mustBeFree])
    await expect(ask("shop")).rejects.toThrow("neither made nor");
  await expect(clusters.create("shop", {} as never, {} as never)).rejects.toThrow("neither made nor deleted");
  expect(await clusters.fitting({} as never)).toEqual(["shop"]);
});

test("one whose kubelets are of several versions is not taken, and nothing is noted of it", async () => {
  await expect(adopt(engineWith([], [], ["v1.36.0", "v1.37.0"]), existing)).rejects.toThrow(
    "its kubelets are of v1.36.0 and v1.37.0: end its upgrade first",
  );
  expect(existsSync(adoptionOf("shop"))).toBe(false);
});

test("one of which a container rests is not taken, though it ran when it was found", async () => {
  const inspect = async () => ({ id: "1", running: false, paused: false, address: "" });
  const engine = Object.assign(engineWith(["default"]), { inspect });
  await expect(adopt(engine, existing)).rejects.toThrow("shop is not whole any more: shop-control-plane is stopped");
  expect(existsSync(adoptionOf("shop"))).toBe(false);
});

test("beside another user's relay nothing is taken away or compared", async () => {
  const { clusters } = await used(["default"], []);
  const others = { id: "r", name: "relay-of-others", labels: { [relayOwnerLabel]: "elsewhere" } };
  const engine = Object.assign(engineWith(["other"]), { containers: { labelled: async () => [others] } });
  const again = existingClusters(engine, existing, { stillBroken: async () => [], tell: () => {} });
  await expect(again.release("shop", "kept")).rejects.toThrow("relay-of-others, a relay of another user, is on shop");
  expect(existsSync(adoptionOf("shop"))).toBe(true);
  await clusters.release("shop", "kept");
});
