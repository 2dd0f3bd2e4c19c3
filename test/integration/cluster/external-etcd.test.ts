import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EtcdMembers } from "../../../src/cluster/etcd.ts";
import { certificatesFolder, clientFolder } from "../../../src/cluster/etcd-certificates.ts";
import { memberStarts, removeExternalEtcd, startExternalEtcd } from "../../../src/cluster/external-etcd.ts";
import { findNodes } from "../../../src/cluster/nodes.ts";
import { createNetwork, ownedClusters, removeNetwork } from "../../../src/cluster/ownership.ts";
import { readTopology } from "../../../src/cluster/topology.ts";
import type { Cluster } from "../../../src/model/cluster.ts";
import { Engine } from "../../../src/platform/engine.ts";
import { until } from "../../../src/runner/clock.ts";
import { membersAgree } from "../../../src/runner/steady-state.ts";
import { resolveImages } from "../../../src/setup/images.ts";

const name = `kc-etcd-test-${process.pid}`;
const engine = new Engine();
let members: EtcdMembers;

const find = async () => ({ name, nodes: await findNodes(engine, name, name) }) as unknown as Cluster;
const agree = () =>
  until({ what: "three members that agree", timeoutMs: 60_000, everyMs: 250 }, async () => {
    const { members: answers, missing } = await members.status();
    return membersAgree(answers, missing, 3).ok ? answers : undefined;
  });

beforeAll(async () => {
  const { nodeImage } = await resolveImages();
  const { config } = await readTopology("kind-configs/external-etcd.yaml");
  await createNetwork(engine, name, {});
  await startExternalEtcd(engine, { name, nodeImage, config });
  const read = (file: string) => readFileSync(join(clientFolder(name), file), "utf8");
  const [ca, cert, key] = ["ca.crt", "apiserver-etcd-client.crt", "apiserver-etcd-client.key"].map(read);
  members = new EtcdMembers(await find(), { ca: ca ?? "", cert: cert ?? "", key: key ?? "" });
});

afterAll(async () => {
  members.close();
  await removeExternalEtcd(engine, name);
  await removeNetwork(engine, name);
  expect((await ownedClusters(engine)).some((cluster) => cluster.name === name)).toBe(false);
  expect(existsSync(certificatesFolder(name))).toBe(false);
});

test("three members elect a leader and are known as the cluster's", async () => {
  const answers = await agree();
  expect(answers.map(({ node }) => node)).toEqual(["etcd", "etcd2", "etcd3"]);
  const owned = (await ownedClusters(engine)).find((cluster) => cluster.name === name);
  expect(owned?.containers.toSorted()).toEqual(["etcd", "etcd2", "etcd3"].map((short) => `${name}-${short}`));
});

test("a killed etcd is started again, and the start is counted", async () => {
  await agree();
  const container = `${name}-etcd2`;
  expect(await memberStarts(engine, container)).toBe(1);
  await engine.act({ do: "exec", node: container, argv: ["pkill", "-9", "-x", "etcd"] });
  await until({ what: "a second start", timeoutMs: 20_000, everyMs: 100 }, async () =>
    (await memberStarts(engine, container)) === 2 ? true : undefined,
  );
  await agree();
});

test("a killed container comes back at its address and port, with its data", async () => {
  const before = await agree();
  const nodes = (await find()).nodes;
  const node = nodes.find(({ short }) => short === "etcd3");
  if (node === undefined) throw new Error("no etcd3");
  await engine.act({ do: "kill", node: node.name });
  expect(await memberStarts(engine, node.name)).toBeUndefined();
  expect((await members.status()).missing.join()).toContain("etcd3");
  await engine.act({ do: "start", node: node.name, network: name, address: node.address });
  const after = await agree();
  expect((await find()).nodes).toEqual(nodes);
  const ids = (answers: typeof before) => answers.map(({ memberId }) => memberId);
  expect(ids(after)).toEqual(ids(before));
});

test("a member held down as a static pod is stays down until its manifest is back", async () => {
  await agree();
  const act = (script: string) => engine.act({ do: "exec", node: `${name}-etcd`, argv: ["sh", "-c", script] });
  const running = async () => (await engine.exec(`${name}-etcd`, ["pgrep", "-x", "etcd"])).exitCode === 0;
  await act("mv /etc/kubernetes/manifests/etcd.yaml /etc/kubernetes/ && pkill -9 -x etcd");
  const starts = await memberStarts(engine, `${name}-etcd`);
  // The supervisor looks once a second: three looks later it would have started etcd, were the manifest there.
  await act("for look in 1 2 3; do sleep 1; done");
  expect(await running()).toBe(false);
  expect(await memberStarts(engine, `${name}-etcd`)).toBe(starts);
  await act("mv /etc/kubernetes/etcd.yaml /etc/kubernetes/manifests/");
  await agree();
});
