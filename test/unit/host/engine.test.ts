import { expect, test } from "vitest";
import { parseEndpoint } from "../../../src/host/docker/endpoint.ts";
import { Engine } from "../../../src/host/engine.ts";
import type { Action } from "../../../src/model/action.ts";
import { countingEngine } from "../../support/counting-engine.ts";
import { engineVersions } from "../../support/version-answers.ts";

const kind = "io.x-k8s.kind.cluster";
const containers = [
  { id: "1".repeat(64), name: "kc-a-worker", labels: { [kind]: "kc-a" }, network: "kc-a" },
  { id: "2".repeat(64), name: "kc-a-worker2", labels: {}, network: "bridge" },
  { id: "3".repeat(64), name: "kc-a-worker3", labels: { [kind]: "kc-a" }, network: "kind" },
  { id: "6".repeat(64), name: "kc-a-worker4", labels: { [kind]: "kc-a" }, network: "kc-a", running: false },
  { id: "4".repeat(64), name: "shop", labels: { [kind]: "shop" }, network: "shop" },
];

const actionsOn = (node: string): Action[] => [
  { do: "exec", node, argv: ["true"] },
  { do: "kill", node },
  { do: "stop", node, limitSeconds: 1 },
  { do: "end-stop", node },
  { do: "pause", node },
  { do: "unpause", node },
  { do: "limit-cpu", node, periodUs: 999_000, quotaUs: 49_950 },
  { do: "unlimit-cpu", node, periodUs: 999_000 },
  { do: "limit-memory", node, bytes: 167_112_705 },
  { do: "unlimit-memory", node, beyondPages: 1 },
  { do: "start", node, network: "kc-a", address: "172.30.0.2" },
  { do: "copy", node, from: "kc-a-worker", path: "/etc/hosts" },
  { do: "copy", node: "kc-a-worker", from: node, path: "/etc/hosts" },
];

async function engine(version?: unknown) {
  const { host, asked } = await countingEngine(containers, version === undefined ? {} : { version });
  const endpoint = parseEndpoint("test", host, undefined);
  return { engine: new Engine(() => ({ context: "default", endpoint })), asked };
}

test.each([
  ["kc-a-worker2", "neither kind's label nor the harness's"],
  ["kc-a-worker3", "made for the network kind"],
  ["shop", "a cluster that the harness did not make"],
])("nothing is done to a container that is not the harness's, whoever asks: %s", async (node, why) => {
  const { engine: all, asked } = await engine();
  const listed = containers.map(({ name, id }) => ({ name, containerId: id }));
  for (const one of [all, all.only(listed)]) {
    for (const action of actionsOn(node)) await expect(one.act(action), action.do).rejects.toThrow(why);
    await expect(one.exec(node, ["true"])).rejects.toMatchObject({ code: "not-ours" });
    await expect(one.endStrike(node, "x")).rejects.toMatchObject({ code: "not-ours" });
    const id = containers.find(({ name }) => name === node)?.id ?? "";
    await expect(one.containers.remove(id)).rejects.toMatchObject({ code: "not-ours" });
  }
  expect(asked).toEqual([]);
});

test("an engine for some nodes touches no other, and no container that took a node's name", async () => {
  const { engine: all, asked } = await engine();
  const other = all.only([{ name: "kc-a-control-plane", containerId: "5".repeat(64) }]);
  const replaced = all.only([{ name: "kc-a-worker", containerId: "5".repeat(64) }]);
  for (const action of actionsOn("kc-a-worker")) {
    await expect(other.act(action), action.do).rejects.toThrow(
      "kc-a-worker is not touched: it is no node of the cluster",
    );
    await expect(replaced.act(action), action.do).rejects.toThrow("another container has its name now");
  }
  await expect(other.endStrike("kc-a-worker", "x")).rejects.toThrow("no node of the cluster");
  await expect(replaced.endStrike("kc-a-worker", "x")).rejects.toThrow("another container has its name now");
  expect(asked).toEqual([]);
});

test("what is done to a container of the harness is done by the id that it was asked for", async () => {
  const { engine: all, asked } = await engine();
  await expect(all.act({ do: "kill", node: "kc-a-worker" })).rejects.toThrow("there is no such thing");
  const itself = all.only([{ name: "kc-a-worker", containerId: "1".repeat(64) }]);
  await expect(itself.exec("kc-a-worker", ["true"])).rejects.toThrow("there is no such thing");
  expect(asked).toEqual([`POST /containers/${"1".repeat(64)}/kill`, `POST /containers/${"1".repeat(64)}/exec`]);
});

const shop = { cluster: "shop", network: "shop", containers: ["4".repeat(64)] };

test("an adopted cluster's containers are touched, and never removed", async () => {
  const { engine: all, asked } = await engine();
  const adopting = all.adopting({ ...shop, pins: true }).only([{ name: "shop", containerId: "4".repeat(64) }]);
  await expect(adopting.act({ do: "kill", node: "shop" })).rejects.toThrow("there is no such thing");
  expect(asked).toEqual([`POST /containers/${"4".repeat(64)}/kill`]);
  for (const one of [all, adopting])
    await expect(one.containers.remove("4".repeat(64))).rejects.toMatchObject({ code: "not-ours" });
  expect(asked).toHaveLength(1);
});

test.each<Action>([
  { do: "kill", node: "shop" },
  { do: "stop", node: "shop", limitSeconds: 1 },
  { do: "end-stop", node: "shop" },
  { do: "start", node: "shop", network: "shop", address: "172.18.0.2" },
])("an adopted container whose address could not be put back keeps running: $do", async (action) => {
  const { engine: all, asked } = await engine();
  const adopting = all.adopting({ ...shop, pins: false });
  await expect(adopting.act(action)).rejects.toMatchObject({ code: "not-pinned" });
  expect(asked).toEqual([]);
  await expect(adopting.act({ do: "pause", node: "shop" })).rejects.toThrow("there is no such thing");
  await expect(adopting.act({ do: "kill", node: "kc-a-worker" })).rejects.toThrow("there is no such thing");
});

test("a container is put on no network but its own", async () => {
  const { engine: all, asked } = await engine();
  const start: Action = { do: "start", node: "kc-a-worker4", network: "shop", address: "172.30.0.2" };
  await expect(all.act(start)).rejects.toThrow("kc-a-worker4 is not put on the network shop: it is not its own");
  expect(asked).toEqual([]);
});

test("a limit of CPU time is taken away where it has the period that is said, and no other", async () => {
  const limited = (id: string, name: string, periodUs: number) => ({
    ...{ id: id.repeat(64), name, labels: { [kind]: "kc-a" }, network: "kc-a" },
    cpu: { CpuPeriod: periodUs, CpuQuota: 50_000 },
  });
  const { host, asked } = await countingEngine([
    limited("7", "kc-a-worker5", 999_000),
    limited("8", "kc-a-worker6", 100_000),
  ]);
  const endpoint = parseEndpoint("test", host, undefined);
  const all = new Engine(() => ({ context: "default", endpoint }));
  expect((await all.inspect("kc-a-worker5")).cpuLimit).toEqual({ periodUs: 999_000, quotaUs: 50_000 });
  await all.act({ do: "unlimit-cpu", node: "kc-a-worker6", periodUs: 999_000 });
  expect(asked).toEqual([]);
  const unlimit: Action = { do: "unlimit-cpu", node: "kc-a-worker5", periodUs: 999_000 };
  await expect(all.act(unlimit)).rejects.toThrow("there is no such thing");
  expect(asked).toEqual([`POST /containers/${"7".repeat(64)}/update`]);
});

test("a limit of memory is taken away where it is marked as is said, and no other", async () => {
  const limited = (id: string, name: string, memory: number) => ({
    ...{ id: id.repeat(64), name, labels: { [kind]: "kc-a" }, network: "kc-a" },
    memory,
  });
  const { host, asked } = await countingEngine([
    limited("7", "kc-a-worker5", 167_112_705),
    limited("8", "kc-a-worker6", 167_112_704),
  ]);
  const endpoint = parseEndpoint("test", host, undefined);
  const all = new Engine(() => ({ context: "default", endpoint }));
  expect((await all.inspect("kc-a-worker5")).memoryLimit).toBe(167_112_705);
  await all.act({ do: "unlimit-memory", node: "kc-a-worker6", beyondPages: 1 });
  expect(asked).toEqual([]);
  const unlimit: Action = { do: "unlimit-memory", node: "kc-a-worker5", beyondPages: 1 };
  await expect(all.act(unlimit)).rejects.toThrow("there is no such thing");
  expect(asked).toEqual([`POST /containers/${"7".repeat(64)}/update`]);
});

test("says what tells it from others, or where it is sought", async () => {
  expect(await (await engine()).engine.identity()).toBe("counting");
  const nobody = parseEndpoint("test", "unix:///nowhere/docker.sock", undefined);
  expect(await new Engine(() => ({ context: "default", endpoint: nobody })).identity()).toContain(
    "/nowhere/docker.sock",
  );
});

test("names itself with its version and where it listens", async () => {
  const { engine: docker } = await engine();
  expect(await docker.describe()).toMatch(
    /^Docker 26\.1\.5 at unix:\/\/.*engine\.sock of the docker context "default"$/,
  );
});

test("another engine than Docker is refused before anything is asked of it", async () => {
  const { engine: podman, asked } = await engine(engineVersions.podman);
  for (const call of [podman.ping(), podman.describe()])
    await expect(call).rejects.toMatchObject({ code: "not-docker", message: expect.stringContaining("is Podman:") });
  expect(asked).toEqual([]);
});
