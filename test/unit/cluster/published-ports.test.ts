import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { beyondLoopback, withPublishedPorts } from "../../../src/cluster/published-ports.ts";
import { parseTopology } from "../../../src/cluster/topology.ts";
import type { KindConfig } from "../../../src/model/topology.ts";
import { nodesOnTheWay, portFor } from "../../../src/probes/lanes/lanes.ts";
import { known, namesOf, topologyFile } from "../../../src/scenario/catalogue.ts";

type Node = KindConfig["nodes"][number];

const config = (...nodes: Node[]): KindConfig => ({ kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4", nodes });
const portsOf = (node: Node | undefined) =>
  (node?.extraPortMappings ?? []).map(({ containerPort, protocol = "TCP" }) => `${containerPort}/${protocol}`);

const applications = ["30080/TCP", "30053/UDP", "30379/TCP"];

it("publishes etcd's port on control planes and the applications' on every node, on loopback at free ports", () => {
  const { nodes } = withPublishedPorts(config({ role: "control-plane" }, { role: "worker" }));
  expect(nodes.map(portsOf)).toEqual([["2379/TCP", ...applications], applications]);
  for (const mapping of nodes.flatMap(({ extraPortMappings }) => extraPortMappings ?? []))
    expect(mapping).toMatchObject({ hostPort: 0, listenAddress: "127.0.0.1" });
});

it("leaves a mapping of the configuration's own, and adds one where that cannot be reached on loopback", () => {
  const own = { containerPort: 30_080, hostPort: 8_080, listenAddress: "127.0.0.1" };
  const abroad = { containerPort: 30_379, hostPort: 9_090, listenAddress: "192.0.2.1" };
  const [node] = withPublishedPorts(config({ role: "worker", extraPortMappings: [own, abroad] })).nodes;
  expect(node?.extraPortMappings?.slice(0, 2)).toEqual([own, abroad]);
  expect(portsOf(node)).toEqual(["30080/TCP", "30379/TCP", "30053/UDP", "30379/TCP"]);
});

it("adds nothing twice", () => {
  const once = withPublishedPorts(config({ role: "control-plane" }));
  expect(withPublishedPorts(once)).toEqual(once);
});

it.each(namesOf("topology"))("publishes what any lane needs on %s", async (name) => {
  const topology = parseTopology(readFileSync(topologyFile(name), "utf8"), topologyFile(name));
  for (const { destination, vias } of (await known()).operations.values()) {
    for (const via of vias) {
      const port = portFor({ destination, via });
      // kind publishes the API servers, and the harness external members.
      if (port === undefined || port === "6443") continue;
      for (const node of nodesOnTheWay(via, topology).filter(({ role }) => role !== "etcd")) {
        const [number, protocol = "tcp"] = port.split("/");
        expect(portsOf(topology.config.nodes[topology.nodes.indexOf(node)])).toContain(
          `${number}/${protocol.toUpperCase()}`,
        );
      }
    }
  }
});

it("says what a configuration publishes beyond loopback", () => {
  const port = (own: object) => ({ containerPort: 80, ...own });
  const nodes: Node[] = [{ role: "worker", extraPortMappings: [port({}), port({ listenAddress: "127.0.0.1" })] }];
  const lines = beyondLoopback({ ...config(...nodes), networking: { apiServerAddress: "192.0.2.1" } });
  expect(lines).toEqual([
    "the API servers are published on 192.0.2.1, as the kind configuration asks: others may reach it",
    "port 80 of a worker is published on 0.0.0.0, as the kind configuration asks: others may reach it",
  ]);
  expect(beyondLoopback({ ...config({ role: "worker" }), networking: { apiServerAddress: "::1" } })).toEqual([]);
});
