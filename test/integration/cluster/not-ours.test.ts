import Docker from "dockerode";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { clean } from "../../../src/clean/clean.ts";
import { ownUndoLog } from "../../../src/cluster/cluster-folder.ts";
import { deleteCluster } from "../../../src/cluster/deletion.ts";
import { ownedClusters } from "../../../src/cluster/ownership.ts";
import { healOpenUndos } from "../../../src/healing/open-undos.ts";
import { Engine } from "../../../src/host/engine.ts";
import { openUndoLog } from "../../../src/journal/undo-log.ts";
import { loadFault } from "../../../src/scenario/catalogue.ts";
import { plainCluster } from "../../support/plain-cluster.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { undoOf } from "../../support/undo-of.ts";

const docker = new Docker();
const engine = new Engine();
const made: string[] = [];

beforeEach(() => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
});
afterEach(async () => {
  for (const id of made.splice(0)) await docker.getContainer(id).remove({ force: true });
  vi.unstubAllEnvs();
});

/** Somebody else's container under a name, with these labels, on Docker's own network. */
async function foreign(name: string, image: string, labels: Readonly<Record<string, string>>): Promise<string> {
  const options = { name, Image: image, Entrypoint: ["sleep", "infinity"], Labels: { ...labels } };
  const container = await docker.createContainer({ ...options, HostConfig: { Init: true } });
  made.push(container.id);
  await container.start();
  return container.id;
}

const stateOf = async (id: string) => {
  const { State } = await docker.getContainer(id).inspect();
  return { running: State.Running, paused: State.Paused, startedAt: State.StartedAt };
};

it("a container that took a node's name, or has only kind's label, is touched by nothing that undoes or cleans", async () => {
  await using plain = await plainCluster(engine, ["worker", "worker", "worker"]);
  const { cluster } = plain;
  const [first, second] = cluster.nodes;
  if (first === undefined || second === undefined) throw new Error("no nodes");
  // The undo log is of the cluster as it was; since then two of its containers are gone, and others have their names.
  const log = openUndoLog(ownUndoLog(cluster.name));
  for (const { name } of [first, second])
    log.intend({ ...undoOf("freeze"), cluster, hits: [{ node: name, captured: { startedAt: "then" } }] });
  for (const { containerId } of [first, second]) await engine.containers.remove(containerId);
  const kindLabel = { "io.x-k8s.kind.cluster": cluster.name, "io.x-k8s.kind.role": "worker" };
  const victims = [
    await foreign(first.name, cluster.nodeImage, {}),
    await foreign(second.name, cluster.nodeImage, kindLabel),
  ];
  for (const id of victims) await docker.getContainer(id).pause();
  const before = await Promise.all(victims.map(stateOf));

  // Whoever heals, a watchdog too, asks what is there; one that was told wrongly is kept from it by the engine.
  const healing = { by: "clean", engine, log, loadFault, tell: () => {}, timeoutMs: 500 } as const;
  const told = cluster.nodes.map(({ name, containerId }) => ({ name, id: containerId }));
  const wronglyTold = await healOpenUndos({ ...healing, present: async () => told });
  expect(wronglyTold.map(({ evidence }) => evidence.proven)).toEqual([false, false]);
  await expect(deleteCluster(engine, "kind", cluster.name)).rejects.toMatchObject({ code: "not-ours" });
  const actions = await clean(engine, { cluster: cluster.name, all: true });
  expect(actions.filter(({ what, ok }) => what === "delete" && ok)).toEqual([]);
  for (const id of victims) {
    await expect(engine.act({ do: "unpause", node: id })).rejects.toMatchObject({ code: "not-ours" });
    await expect(engine.only(cluster.nodes).act({ do: "kill", node: first.name })).rejects.toThrow("not touched");
  }
  expect(await Promise.all(victims.map(stateOf))).toEqual(before);
  log.close();
});

it("a cluster of plain kind with the harness's prefix is none of the harness's, and is not deleted", async () => {
  await using plain = await plainCluster(engine, ["worker"]);
  const labels = { "io.x-k8s.kind.cluster": "kc-theirs", "io.x-k8s.kind.role": "control-plane" };
  const id = await foreign("kc-theirs-control-plane", plain.cluster.nodeImage, labels);
  expect((await ownedClusters(engine)).map(({ name }) => name)).not.toContain("kc-theirs");
  await deleteCluster(engine, "kind", "kc-theirs");
  await expect(engine.networks.remove("bridge")).rejects.toMatchObject({ code: "not-ours" });
  expect(await clean(engine, { cluster: "kc-theirs", all: true })).toEqual([]);
  expect(await stateOf(id)).toMatchObject({ running: true, paused: false });
});
