import { expect, test } from "vitest";
import { findNodes } from "../../../src/cluster/nodes.ts";
import { kindRoleLabel, softwareRole } from "../../../src/cluster/ownership.ts";
import type { ContainerDetails } from "../../../src/host/docker/containers.ts";
import { kindClusterLabel, networkLabel, roleLabel } from "../../../src/host/docker/own-containers.ts";
import type { Engine } from "../../../src/host/engine.ts";
import { loopbackOf } from "../../../src/model/node-addresses.ts";
import { workloadPorts } from "../../../src/model/workload.ts";

const labels = { [kindClusterLabel]: "kc-a", [kindRoleLabel]: "control-plane" };
const at = (port: number, ...addresses: string[]) => addresses.map((address) => ({ address, port }));
const keys = Object.values(workloadPorts).map((port) => (port.includes("/") ? port : `${port}/tcp`));

/** The one node of an engine that publishes the applications' ports on an address, and others as told. */
async function nodeOf(own: string, ports: ContainerDetails["ports"]) {
  const details = {
    ...{ id: "abc", name: "kc-a-control-plane", pid: 1, running: true, hostname: "a", labels },
    addresses: { "kc-a": { address: "172.30.0.3", address6: "fd6b:6368:616f::3" } },
    ports: { ...Object.fromEntries(keys.map((key) => [key, at(3_000, own)])), ...ports },
  };
  const listed = { id: "abc", name: details.name, labels, network: "kc-a" };
  const engine = {
    containers: {
      labelled: async (label: string) => (label.startsWith(kindClusterLabel) ? [listed] : []),
      details: async () => details,
    },
  } as unknown as Engine;
  const [node] = await findNodes(engine, "kc-a", "kc-a");
  if (node === undefined) throw new Error("no node");
  return node;
}

test.each([
  ["127.0.0.1", { "2379/tcp": at(5, "127.0.0.1") }, 5, "127.0.0.1"],
  ["127.0.0.1", { "2379/tcp": [...at(5, "::1"), ...at(6, "127.0.0.1")] }, 6, "127.0.0.1"],
  ["::1", { "2379/tcp": at(5, "::1") }, 5, "::1"],
  ["::1", { "2379/tcp": [...at(5, "127.0.0.1"), ...at(6, "::")] }, 6, "::1"],
  ["::1", { "2379/tcp": at(5, "127.0.0.1") }, 5, "127.0.0.1"],
  ["127.0.0.1", { "2379/tcp": at(5, "192.0.2.1") }, undefined, "127.0.0.1"],
])("with applications on %s a port published as %j is reached at %s on %s", async (own, ports, port, loopback) => {
  const node = await nodeOf(own, ports);
  expect(node.ports["2379"]).toBe(port);
  expect(loopbackOf(node, "2379")).toBe(loopback);
  expect([node.address, node.address6]).toEqual(["172.30.0.3", "fd6b:6368:616f::3"]);
});

test("a container that only lends its files is no node", async () => {
  const listed = { id: "abc", name: "kc-a-software", labels: { [networkLabel]: "kc-a", [roleLabel]: softwareRole } };
  const engine = { containers: { labelled: async () => [listed] } } as unknown as Engine;
  expect(await findNodes(engine, "kc-a", "kc-a")).toEqual([]);
});
