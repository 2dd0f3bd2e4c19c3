import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseTopology } from "../../../src/cluster/topology.ts";
import type { Topology } from "../../../src/model/topology.ts";
import { clusterDns } from "../../../src/probes/operations/cluster-dns.ts";
import { quorumRead } from "../../../src/probes/operations/quorum-read.ts";
import { workloadDns } from "../../../src/probes/operations/workload-dns.ts";
import { workloadHttp } from "../../../src/probes/operations/workload-http.ts";
import { unreachableLanes } from "../../../src/scenario/reachable-lanes.ts";

const file = "kind-configs/ha-3cp-3w.yaml";
const text = readFileSync(file, "utf8");
const whole = parseTopology(text, file);
const everything = [
  workloadHttp({ via: "each-node" }),
  workloadDns({ via: "each-worker" }),
  clusterDns(),
  quorumRead(),
];

/** The standard topology with those of its published ports that a test wants. */
function publishing(wanted: (port: number, node: number) => boolean): Topology {
  const nodes = whole.config.nodes.map((node, index) => ({
    ...node,
    extraPortMappings: node.extraPortMappings?.filter(({ containerPort }) => wanted(containerPort, index)),
  }));
  return { ...whole, config: { ...whole.config, nodes } };
}

it("takes lanes of every way on the standard topology", () => {
  expect(unreachableLanes(everything, whole, undefined)).toBeUndefined();
});

it("refuses lanes from inside the cluster where no container's network can be entered, and says why", () => {
  expect(unreachableLanes(everything, whole, "this is not root")).toMatch(
    /^its lanes via "in-cluster" are unsupported here: this is not root; they need root/,
  );
  expect(unreachableLanes([quorumRead()], whole, "this is not root")).toBeUndefined();
});

it("refuses lanes to a port that a node does not publish, with what is to be added", () => {
  const withoutUdp = publishing((port, node) => port !== 30_053 || node < 5);
  expect(unreachableLanes(everything, withoutUdp, undefined)).toContain(
    "workload-dns via each-worker: the topology ha-3cp-3w does not publish port 30053/udp of worker3: add { containerPort: 30053, hostPort: 0, listenAddress: 127.0.0.1, protocol: UDP }",
  );
  const bare = publishing((port) => port === 2_379);
  expect(unreachableLanes([workloadHttp({ via: "in-cluster" })], bare, undefined)).toContain(
    "publishes the workload's NodePort 30080 on no node",
  );
});
