import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { cleanExisting } from "../../../../src/clean/existing-clusters.ts";
import { removeLostRelays } from "../../../../src/clean/lost-relays.ts";
import { adoptionOf } from "../../../../src/cluster/cluster-folder.ts";
import { adoptedOf, writeAdoption } from "../../../../src/cluster/existing/adoption.ts";
import { differences } from "../../../../src/cluster/existing/cluster-state.ts";
import { type ReadingEngine, readState } from "../../../../src/cluster/existing/read-state.ts";
import { findRelays, openRelay, removeRelays, triesToPin } from "../../../../src/cluster/existing/relay.ts";
import { relayOwner } from "../../../../src/cluster/existing/relay-owner.ts";
import { until } from "../../../../src/host/clock.ts";
import { Engine } from "../../../../src/host/engine.ts";
import { knock } from "../../../../src/net/knock.ts";
import { cutOff, mendCut } from "../../../../src/node-tools/firewall.ts";
import { ownCache } from "../../../support/claimed-cluster.ts";
import { theirCluster } from "../../../support/their-cluster.ts";

const engine = new Engine();
const soon = { what: "an answer", timeoutMs: 10_000, everyMs: 50 };

async function answerOf(port: number): Promise<string> {
  return (await text(connect(port, "127.0.0.1")).catch(() => "")).trim();
}

async function echoOf(port: number): Promise<string> {
  const socket = createSocket("udp4");
  try {
    socket.send("are you there?", port, "127.0.0.1");
    const late = AbortSignal.timeout(1_000);
    const [message] = await once(socket, "message", { signal: late }).catch(() => [""]);
    return String(message);
  } finally {
    socket.close();
  }
}

test("a relay leads from loopback to the very node, by TCP and UDP, and is gone when it is removed", async () => {
  await using theirs = await theirCluster(engine);
  const { cluster } = theirs;
  const relay = await openRelay(engine, cluster, cluster.nodes);
  const plane = relay?.ports["control-plane"] ?? {};
  const etcd = plane["2379"] ?? 0;
  expect(await until(soon, async () => (await answerOf(etcd)) || undefined)).toBe(`${cluster.name}-control-plane`);
  const dns = relay?.ports.worker?.["30053/udp"] ?? 0;
  expect(await until(soon, async () => (await echoOf(dns)) || undefined)).toBe("are you there?");
  const again = await openRelay(engine, cluster, cluster.nodes);
  expect((await findRelays(engine, cluster.name)).map(({ name }) => name)).toEqual([again?.container]);
  await removeRelays(engine, cluster.name);
  expect(await findRelays(engine, cluster.name)).toEqual([]);
  expect(await knock("127.0.0.1", etcd)).toBe("refuses");
}, 60_000);

test("a relay of which nobody knows any more is removed by clean", async () => {
  await using theirs = await theirCluster(engine);
  const { cluster } = theirs;
  const relay = await openRelay(engine, cluster, cluster.nodes);
  const mine = (actions: Awaited<ReturnType<typeof removeLostRelays>>) =>
    actions.filter((action) => action.cluster === cluster.name);
  const usual = { cluster: cluster.name, all: false, dryRun: true };
  expect(mine(await removeLostRelays(engine, { ...usual, noted: new Set([cluster.name]) }))).toEqual([]);
  const gone = { what: "delete", cluster: cluster.name, detail: `the relay ${relay?.container}`, ok: true };
  expect(mine(await removeLostRelays(engine, { ...usual, noted: new Set() }))).toEqual([gone]);
  await removeRelays(engine, cluster.name);
}, 60_000);

test("whether a network takes addresses is seen or tried, and a node comes back to its own", async () => {
  await using theirs = await theirCluster(engine, "172.29.201.0/24");
  const { cluster } = theirs;
  const { name, network, nodes } = cluster;
  expect(await engine.networks.pins(network)).not.toBe(false);
  expect(await triesToPin(engine, cluster)).toBe(true);
  const worker = nodes.find(({ role }) => role === "worker");
  const adopting = engine.adopting(adoptedOf({ cluster: name, network, pins: true, nodes: [...nodes] }));
  await adopting.act({ do: "kill", node: worker?.name ?? "" });
  expect(await adopting.inspect(worker?.name ?? "")).toMatchObject({ running: false });
  await adopting.act({ do: "start", node: worker?.name ?? "", network, address: worker?.address ?? "" });
  expect(await adopting.inspect(worker?.name ?? "")).toMatchObject({ running: true, address: worker?.address });
  await expect(adopting.containers.remove(worker?.containerId ?? "")).rejects.toMatchObject({ code: "not-ours" });
}, 60_000);

test("where the engine chooses the addresses nothing is stopped", async () => {
  await using theirs = await theirCluster(engine);
  const { cluster } = theirs;
  const { name, network, nodes } = cluster;
  expect(await engine.networks.pins(network)).not.toBe(true);
  expect(await triesToPin(engine, cluster)).toBe(false);
  expect(await findRelays(engine, name)).toEqual([]);
  const adopting = engine.adopting(adoptedOf({ cluster: name, network, pins: false, nodes: [...nodes] }));
  const [node = { name: "" }] = nodes;
  await expect(adopting.act({ do: "kill", node: node.name })).rejects.toMatchObject({ code: "not-pinned" });
  expect(await adopting.inspect(node.name)).toMatchObject({ running: true });
}, 60_000);

test("a relay of another user is left alone, and nothing is opened beside it", async () => {
  await using theirs = await theirCluster(engine);
  const { cluster } = theirs;
  ownCache();
  await openRelay(engine, cluster, cluster.nodes);
  const others = relayOwner();
  ownCache();
  expect(relayOwner()).not.toBe(others);
  await expect(openRelay(engine, cluster, cluster.nodes)).rejects.toMatchObject({ code: "in-use" });
  expect(await removeRelays(engine, cluster.name)).toEqual([]);
  expect(await findRelays(engine, cluster.name)).toMatchObject([{ isOwn: false }]);
  const all = { noted: new Set<string>(), cluster: cluster.name, all: true, dryRun: false };
  expect(await removeLostRelays(engine, all)).toHaveLength(1);
  expect(await findRelays(engine, cluster.name)).toEqual([]);
}, 60_000);

test("of one that is not healed nothing is forgotten, and nothing that its undo needs is taken away", async () => {
  await using theirs = await theirCluster(engine);
  const { cluster } = theirs;
  ownCache();
  const noted = { cluster: cluster.name, network: cluster.network, pins: false, nodes: [...cluster.nodes] };
  const before = { containers: {}, nodes: {}, namespaces: [], manifests: {}, rules: {} };
  writeAdoption({ ...noted, engine: await engine.identity(), before });
  await openRelay(engine, cluster, cluster.nodes);
  const own = engine.adopting(adoptedOf(noted));
  const kept = (node: string) => own.exec(node, ["test", "-e", "/var/lib/kind-chaos/fill"]);
  const [node = { name: "" }] = cluster.nodes;
  await own.exec(node.name, ["sh", "-c", "mkdir -p /var/lib/kind-chaos && : >/var/lib/kind-chaos/fill"]);
  // Nobody answers kubectl in these containers: whether namespaces are left is not known.
  const culprits = { faults: [], procedures: [] };
  const options = { takes: false, undoOnly: false, dryRun: false, culprits, timeoutMs: 500 };
  const actions = await cleanExisting(engine, cluster.name, options);
  expect(actions.some(({ ok }) => !ok)).toBe(true);
  expect(actions.some(({ detail }) => /given back/.test(detail))).toBe(false);
  expect(await findRelays(engine, cluster.name)).toEqual([]);
  expect([(await kept(node.name)).exitCode, existsSync(adoptionOf(cluster.name))]).toEqual([0, true]);
  const taken = await cleanExisting(engine, cluster.name, { ...options, takes: true });
  expect(taken.at(-1)).toMatchObject({ what: "keep", detail: "taken as it is, as --all says" });
  expect(existsSync(adoptionOf(cluster.name))).toBe(false);
}, 60_000);

test("the first rules in a node's table, and the table itself, leave no difference when they are taken back", async () => {
  await using theirs = await theirCluster(engine);
  const { name, network, nodes } = theirs.cluster;
  const own = engine.adopting(adoptedOf({ cluster: name, network, pins: false, nodes: [...nodes] }));
  const none = { exitCode: 0, stdout: '{ "items": [] }', stderr: "" };
  const reading: ReadingEngine = {
    inspect: (node) => own.inspect(node),
    // There is no API server.
    exec: async (node, argv) => (argv.join(" ").includes("/etc/kubernetes/admin.conf") ? none : own.exec(node, argv)),
  };
  const before = await readState(reading, nodes);
  const [node = { name: "" }] = nodes;
  await own.act(cutOff(node.name, "NODE", { direction: "both", addresses: ["192.0.2.1"] }));
  expect(differences(before, await readState(reading, nodes))).toContainEqual(
    expect.stringMatching(/rule iptables -A KIND-CHAOS-NODE-in .*192\.0\.2\.1.* was not there$/),
  );
  await own.act(mendCut(node.name, "NODE"));
  expect(differences(before, await readState(reading, nodes))).toEqual([]);
}, 60_000);
