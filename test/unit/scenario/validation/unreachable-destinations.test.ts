import { expect, it } from "vitest";
import { parseTopology, readTopology } from "../../../../src/cluster/topology.ts";
import { topologyFile } from "../../../../src/scenario/catalogue.ts";
import { whyUnreachable } from "../../../../src/scenario/validation/unreachable-destinations.ts";

const topology = (body: string) =>
  parseTopology(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n${body}`, "own.yaml");
const planes = (count: number) => `nodes: [${"{role: control-plane}, ".repeat(count)}]\n`;
const range = (text: string) =>
  `kubeadmConfigPatches: ["{kind: ClusterConfiguration, apiServer: {extraArgs: {service-node-port-range: ${text}}}}"]\n`;

it("needs a worker for applications, but not where the one node is all", () => {
  expect(whyUnreachable("workload-http", topology(planes(3)))).toMatch(/no worker/);
  expect(whyUnreachable("store", topology(planes(2)))).toMatch(/no worker/);
  expect(whyUnreachable("workload-dns", topology(planes(1)))).toBeUndefined();
  expect(whyUnreachable("api", topology(planes(3)))).toBeUndefined();
  expect(whyUnreachable("etcd", topology(planes(3)))).toBeUndefined();
});

it("needs two load balancers for the address that they share", () => {
  expect(whyUnreachable("virtual-address", topology(planes(3)))).toMatch(
    /use the topology two-load-balancers or slow-/,
  );
  expect(whyUnreachable("virtual-address", readTopology(topologyFile("two-load-balancers")))).toBeUndefined();
});

it("needs the applications' ports to be in the range of the cluster", () => {
  expect(whyUnreachable("workload-http", topology(range("30100-30200")))).toMatch(
    /port 30080 is outside of .* 30100-30200/,
  );
  expect(whyUnreachable("workload-http", topology(range("30000-30100")))).toBeUndefined();
  expect(whyUnreachable("store", topology(range("30000-30100")))).toMatch(/port 30379/);
});
