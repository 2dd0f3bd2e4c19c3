import { expect, test } from "vitest";
import { ownUndoLog } from "../../../src/cluster/cluster-folder.ts";
import { readAdoption, writeAdoption } from "../../../src/cluster/existing/adoption.ts";
import type { ExistingCluster } from "../../../src/cluster/existing/existing-cluster.ts";
import { loggedState } from "../../../src/healing/logged.ts";
import type { Engine } from "../../../src/host/engine.ts";
import { openUndoLog } from "../../../src/journal/undo-log.ts";
import type { Node } from "../../../src/model/cluster.ts";
import { expectedThere, healOrAdopt, reachedBy, withRelay } from "../../../src/runner/their-cluster.ts";
import { ownCache } from "../../support/claimed-cluster.ts";
import { undoOf } from "../../support/undo-of.ts";

const nobody = {} as Engine;
const credentials = { ca: "", cert: "", key: "" };
const existing = { name: "shop" } as ExistingCluster;
const node: Node = {
  ...{ name: "kc-a-worker", short: "worker", role: "worker", containerId: "1", address: "172.30.0.3" },
  ports: { "30080": 1 },
};
const planned = {
  ...{ nodes: ["a"], staticPods: ["b"], daemonSets: 2, etcdMembers: ["c"] },
  sets: [{ namespace: "kube-system", kind: "Deployment" as const, name: "coredns", replicas: 2 }],
};

test("a cluster of the harness is healed, has no relay, and is what its topology says", async () => {
  expect(await healOrAdopt(nobody, {}, async () => "a stopped container")).toBe("a stopped container");
  expect(await withRelay(nobody, {}, [node])).toEqual({ nodes: [node], relay: undefined });
  expect(await reachedBy({ nodeImage: "node" }, undefined, credentials)).toEqual({});
  expect(expectedThere(planned, {})).toEqual(planned);
});

test("of a person's own nobody knows which sets there are, and how it is reached is told", async () => {
  expect(expectedThere(planned, { existing })).toEqual({ ...planned, sets: [], daemonSets: 0 });
  const spec = { existing, nodeImage: "node" };
  expect(await reachedBy(spec, undefined, credentials)).toEqual({ existing: {} });
  const relay = { container: "relay", forwarded: 7, ports: {} };
  expect(await reachedBy(spec, relay, credentials)).toEqual({ existing: { relay: { ports: 7, image: "node" } } });
});

const theirs: Node = { ...node, name: "shop-worker", address: "172.18.0.3", ports: {} };
const found = { name: "shop", network: "kind", pins: false, nodes: [theirs] } as unknown as ExistingCluster;

/** An engine that has one container of the cluster, in which nothing can be run. */
const engineWith = (containerId: string, others: object[] = []) => {
  const details = { id: containerId, name: "shop-worker", labels: {}, addresses: { kind: { address: "172.18.0.3" } } };
  const engine = {
    identity: async () => "this",
    adopting: () => engine,
    inspect: async () => ({ id: containerId, running: true, paused: false, address: "172.18.0.3" }),
    containers: {
      labelled: async (label: string) => (label.startsWith("io.x-k8s") ? [{ ...details, network: "kind" }] : others),
      details: async () => ({ ...details, ports: {} }),
    },
  };
  return engine as unknown as Engine;
};

/** Notes what a run that died left on a cluster: an open undo, and how the containers of this id were before. */
function noteDied(containerId: string): void {
  ownCache();
  writeAdoption({
    ...{ cluster: "shop", network: "kind", engine: "this", pins: false, nodes: [{ ...theirs, containerId }] },
    before: { containers: {}, nodes: {}, namespaces: [], manifests: {}, rules: {} },
  });
  const log = openUndoLog(ownUndoLog("shop"));
  log.intend(undoOf("freeze"));
  log.close();
}

test("what a run that died left is healed before anything else, and nothing is noted anew where it stays", async () => {
  noteDied("1");
  expect(await healOrAdopt(engineWith("1"), { existing: found }, async () => "a frozen node")).toBe("a frozen node");
  expect((await loggedState("shop")).open).toHaveLength(1);
});

test("on one that was made anew under its name nothing is healed, and what was open is over", async () => {
  noteDied("another");
  const heal = () => Promise.reject(new Error("it was healed"));
  await expect(healOrAdopt(engineWith("1"), { existing: found }, heal)).rejects.toThrow(
    "no control plane lists the nodes",
  );
  expect([(await loggedState("shop")).open, readAdoption("shop")]).toEqual([[], undefined]);
});

test("one that was made anew while the run waited is not touched", async () => {
  noteDied("1");
  const heal = () => Promise.reject(new Error("it was healed"));
  await expect(healOrAdopt(engineWith("2"), { existing: found }, heal)).rejects.toMatchObject({ code: "not-ours" });
  expect((await loggedState("shop")).open).toHaveLength(1);
});

test("one that another user's run is at work on is neither healed nor taken", async () => {
  noteDied("1");
  const heal = () => Promise.reject(new Error("it was healed"));
  const engine = engineWith("1", [{ id: "r", name: "relay", labels: {} }]);
  await expect(healOrAdopt(engine, { existing: found }, heal)).rejects.toMatchObject({ code: "in-use" });
});
