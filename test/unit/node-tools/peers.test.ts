import { describe, expect, it } from "vitest";
import { describePeers, peersOf } from "../../../src/node-tools/peers.ts";
import { context } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const shorts = (...[where, peers]: Parameters<typeof peersOf>) => peersOf(where, peers).map(({ short }) => short);

describe("peers", () => {
  it.each([
    ["all", ["control-plane", "control-plane3", "worker", "worker2", "worker3", "lb"]],
    ["control-planes", ["control-plane", "control-plane3"]],
    ["etcd-members", ["control-plane", "control-plane3"]],
    ["workers", ["worker", "worker2", "worker3"]],
    ["load-balancer", ["lb"]],
  ] as const)("%s are the other nodes of that role", (peers, wanted) => {
    expect(shorts(at, peers)).toEqual(wanted);
  });

  it("that are etcd members are the containers of etcd's own, where it has some", () => {
    const etcd = { ...at.node, name: "kc-x-etcd", short: "etcd", role: "etcd" } as const;
    const cluster = { ...at.cluster, nodes: [...at.cluster.nodes, etcd] };
    expect(shorts({ ...at, cluster }, "etcd-members")).toEqual(["etcd"]);
  });

  it("have words", () => {
    expect([describePeers("all"), describePeers("etcd-members")]).toEqual(["everything", "etcd members"]);
  });
});
