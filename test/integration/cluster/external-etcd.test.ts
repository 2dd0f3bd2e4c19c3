import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EtcdMembers } from "../../../src/cluster/etcd.ts";
import { certificatesFolder, clientFolder } from "../../../src/cluster/etcd-certificates.ts";
import { removeExternalEtcd, startExternalEtcd } from "../../../src/cluster/external-etcd.ts";
import { findNodes } from "../../../src/cluster/nodes.ts";
import { createNetwork, ownedClusters } from "../../../src/cluster/ownership.ts";
import { startsIn } from "../../../src/cluster/starts.ts";
import { readTopology } from "../../../src/cluster/topology.ts";
import { componentStop } from "../../../src/faults/component-stop.ts";
import { nodeKill } from "../../../src/faults/node-kill.ts";
import { nodePartition } from "../../../src/faults/node-partition.ts";
import { nodePause } from "../../../src/faults/node-pause.ts";
import { nodeStop } from "../../../src/faults/node-stop.ts";
import { processKill } from "../../../src/faults/process-kill.ts";
import { processPause } from "../../../src/faults/process-pause.ts";
import { until } from "../../../src/host/clock.ts";
import { Engine } from "../../../src/host/engine.ts";
import type { Cluster } from "../../../src/model/cluster.ts";
import type { Captured } from "../../../src/model/fault.ts";
import { checkedRuntime } from "../../../src/node-tools/checked-runtime.ts";
import { membersAgree } from "../../../src/runner/observe/members-agree.ts";
import { loadFault } from "../../../src/scenario/catalogue.ts";
import { resolveImages } from "../../../src/setup/images/images.ts";

const name = `kc-etcd-test-${process.pid}`;
const engine = new Engine();
let members: EtcdMembers;

const find = async () => ({ name, network: name, nodes: await findNodes(engine, name, name) }) as unknown as Cluster;
const agree = () =>
  until({ what: "three members that agree", timeoutMs: 60_000, everyMs: 250 }, async () => {
    const { members: answers, missing } = await members.status();
    return membersAgree(answers, missing, ["etcd", "etcd2", "etcd3"]).ok ? answers : undefined;
  });

beforeAll(async () => {
  const { nodeImage } = await resolveImages();
  const { config } = readTopology("kind-configs/external-etcd.yaml");
  await createNetwork(engine, name, {});
  await startExternalEtcd(engine, { name, nodeImage, config });
  const read = (file: string) => readFileSync(join(clientFolder(name), file), "utf8");
  const [ca, cert, key] = ["ca.crt", "apiserver-etcd-client.crt", "apiserver-etcd-client.key"].map(read);
  members = new EtcdMembers(await find(), { ca: ca ?? "", cert: cert ?? "", key: key ?? "" });
});

afterAll(async () => {
  members.close();
  await removeExternalEtcd(engine, name);
  await engine.networks.remove(name);
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
  const starts = async () => (await startsIn(engine, container, "etcd")).etcd;
  const before = (await starts()) ?? 0;
  await engine.act({ do: "exec", node: container, argv: ["pkill", "-9", "-x", "etcd"] });
  await until({ what: "another start", timeoutMs: 20_000, everyMs: 100 }, async () =>
    (await starts()) === before + 1 ? true : undefined,
  );
});

const target = { role: "etcd-follower" } as const;

test.each([
  processKill("etcd", target),
  componentStop("etcd", target),
  processPause("etcd", target),
  nodeKill(target),
  nodeStop(target),
  nodePause(target),
  nodePartition(target),
])("$fault hits an external member, is proven and healed, and leaves all as it was", async ({ fault, params }) => {
  const before = await agree();
  const cluster = await find();
  const node = cluster.nodes.find(({ short }) => short === "etcd3");
  if (node === undefined) throw new Error("no etcd3");
  const definition = await loadFault(fault);
  expect(definition.targetRoles ?? ["etcd"]).toContain("etcd");
  const context = { node, targets: [node], cluster };
  const runtime = checkedRuntime(engine, cluster);
  const prove = (look: "active" | "healed", captured: Captured) =>
    until({ what: `${fault} ${look}`, timeoutMs: 20_000, everyMs: 200 }, async () =>
      (await definition[look](runtime, context, params, captured)).proven ? true : undefined,
    );
  const captured = await definition.capture(runtime, context, params);
  const undo = definition.undo(context, params, captured);
  try {
    for (const action of definition.inject(context, params, captured)) await engine.act(action);
    await prove("active", captured);
    if (definition.sustained) expect((await members.status(1_000)).missing.join()).toContain("etcd3");
  } finally {
    for (const action of undo) await engine.act(action);
  }
  await prove("healed", captured);
  const ids = (answers: typeof before) => answers.map(({ memberId }) => memberId);
  expect(ids(await agree())).toEqual(ids(before));
  expect((await find()).nodes).toEqual(cluster.nodes);
});
