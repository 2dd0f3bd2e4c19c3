import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseTopology } from "../../../src/cluster/topology.ts";
import processKill, { processKill as kill } from "../../../src/faults/process-kill.ts";
import { describeTarget, type TargetSpec, targetSchema } from "../../../src/model/target.ts";
import { incompatibility } from "../../../src/targets/fit.ts";
import { type Roles, resolveTarget } from "../../../src/targets/resolve.ts";
import { cluster } from "../../support/recording-runtime.ts";
import { threeMembers as members } from "../../support/three-members.ts";

const roles: Roles = {
  members: async () => members,
  leaseHolder: async (name) => (name === "kube-scheduler" ? "kc-x-control-plane3_f00" : "kc-x-control-plane_ba5"),
  backendOf: async (lane) => (lane === "write/api/reused" ? 2 : undefined),
  dnsNodes: async () => ["kc-x-control-plane", "kc-x-control-plane"],
  probeNode: () => "kc-x-worker3",
};

async function resolve(target: TargetSpec, seed = 0, overrides: Partial<Roles> = {}): Promise<string[]> {
  return (await resolveTarget(target, cluster, { ...roles, ...overrides }, seed)).map((node) => node.short);
}

describe("resolveTarget", () => {
  it.each<[TargetSpec, number, string[]]>([
    [{ role: "etcd-leader" }, 0, ["control-plane2"]],
    [{ role: "etcd-follower" }, 0, ["control-plane"]],
    [{ role: "etcd-follower" }, 1, ["control-plane3"]],
    [{ role: "controller-manager-leader" }, 0, ["control-plane"]],
    [{ role: "scheduler-leader" }, 0, ["control-plane3"]],
    [{ role: "control-plane", index: 3 }, 0, ["control-plane3"]],
    [{ role: "dns", replicas: "all" }, 0, ["control-plane"]],
    [{ role: "all-control-planes" }, 0, ["control-plane", "control-plane2", "control-plane3"]],
    [{ role: "minority", leader: "included" }, 1, ["control-plane2"]],
    [{ role: "minority", leader: "excluded" }, 1, ["control-plane3"]],
    [{ role: "majority", leader: "included" }, 0, ["control-plane2", "control-plane"]],
    [{ role: "majority", leader: "excluded" }, 0, ["control-plane", "control-plane3"]],
    [{ role: "etcd-members", count: 3, leader: "included" }, 0, ["control-plane2", "control-plane", "control-plane3"]],
    [{ role: "worker", index: 2 }, 0, ["worker2"]],
    [{ role: "workers", count: 2 }, 0, ["worker", "worker2"]],
    [{ role: "lane", lane: "write/api/reused" }, 0, ["control-plane3"]],
    [{ role: "load-balancer" }, 0, ["lb"]],
    [{ role: "zone", zone: "b" }, 0, ["control-plane2", "worker2"]],
  ])("finds %j with seed %i", async (target, seed, expected) => {
    expect(await resolve(target, seed)).toEqual(expected);
    expect(targetSchema.parse(target)).toEqual(target);
    expect(describeTarget(target)).toMatch(/\w/);
  });

  it.each<[string, string[], string]>([
    ["a worker rather than a control plane", ["control-plane2", "worker2"], "worker2"],
    ["not the node that the lanes are in", ["control-plane2", "worker3"], "control-plane2"],
    [
      "not the leader of the controller managers, who would notice later",
      ["control-plane", "control-plane2"],
      "control-plane2",
    ],
    ["the leader rather than nobody", ["control-plane", "control-plane"], "control-plane"],
  ])("takes of CoreDNS' nodes %s", async (_, places, expected) => {
    const replicas = new Set(places).size > 1 ? "one" : "all";
    const dnsNodes = async () => places.map((short) => `kc-x-${short}`);
    expect(await resolve({ role: "dns", replicas }, 0, { dnsNodes })).toEqual([expected]);
  });

  it("finds the members of external etcd in containers of their own", async () => {
    const etcd = cluster.nodes.slice(0, 2).map((node, index) => {
      const short = index === 0 ? "etcd" : "etcd2";
      return { ...node, short, name: `kc-x-${short}`, role: "etcd" as const };
    });
    const apart = { ...cluster, nodes: [...cluster.nodes, ...etcd] };
    const known = members.slice(0, 2).map((member, index) => ({ ...member, node: etcd[index]?.short ?? "" }));
    const external = { ...roles, members: async () => known };
    const found = await resolveTarget({ role: "majority", leader: "included" }, apart, external, 0);
    expect(found.map((node) => node.name)).toEqual(["kc-x-etcd2", "kc-x-etcd"]);
  });

  it.each<[string, TargetSpec, Partial<Roles>, RegExp]>([
    [
      "no leader is known",
      { role: "etcd-follower" },
      { members: async () => members.map((member) => ({ ...member, leaderId: "0" })) },
      /no etcd member says that it leads/,
    ],
    ["nobody holds the Lease", { role: "scheduler-leader" }, { leaseHolder: async () => undefined }, /nobody holds/],
    ["the holder is a stranger", { role: "scheduler-leader" }, { leaseHolder: async () => "elsewhere_1" }, /no node/],
    ["the lane has no connection", { role: "lane", lane: "write/api/http2" }, {}, /holds no connection/],
    [
      "its replicas are not together",
      { role: "dns", replicas: "all" },
      { dnsNodes: async () => ["kc-x-worker", "kc-x-worker2"] },
      /2 replicas are on kc-x-worker, kc-x-worker2/,
    ],
    ["its replicas are together", { role: "dns", replicas: "one" }, {}, /2 replicas are on kc-x-control-plane/],
    ["there are too few workers", { role: "workers", count: 4 }, {}, /there are 3/],
    ["there are too few", { role: "worker", index: 4 }, {}, /there are 3/],
  ])("breaks nothing when %s", async (_, target, overrides, message) => {
    await expect(resolve(target, 0, overrides)).rejects.toThrow(message);
  });
});

describe("incompatibility", () => {
  const labels = (zone: string | undefined) =>
    zone === undefined ? "" : `, labels: {topology.kubernetes.io/zone: ${zone}}`;
  const etcd = "extraPortMappings: [{containerPort: 2379, listenAddress: 127.0.0.1}]";
  const shape = (controlPlanes: number, zone?: string) =>
    parseTopology(
      `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: [${[
        ...Array.from({ length: controlPlanes }, () => `{role: control-plane, ${etcd}${labels(zone)}}`),
        `{role: worker${labels(zone)}}`,
      ].join(", ")}]`,
      "x.yaml",
    );
  const why = (target: TargetSpec, controlPlanes: number, zone?: string, definition = processKill) =>
    incompatibility(kill("etcd", target), definition as never, shape(controlPlanes, zone));

  it.each<[TargetSpec, number, RegExp]>([
    [{ role: "majority", leader: "included" }, 1, /one etcd member/],
    [{ role: "majority", leader: "excluded" }, 2, /of which 2 are not to be had/],
    [{ role: "minority", leader: "included" }, 2, /2 etcd members, of which none may be lost/],
    [{ role: "etcd-members", count: 4, leader: "included" }, 3, /of which 4/],
    [{ role: "etcd-follower" }, 1, /one etcd member/],
    [{ role: "load-balancer" }, 1, /no load balancer/],
    [{ role: "control-plane", index: 4 }, 3, /x has 3/],
    [{ role: "worker", index: 2 }, 3, /x has 1/],
    [{ role: "zone", zone: "a" }, 3, /no node of x has the label/],
    [{ role: "worker", index: 1 }, 3, /process-kill cannot hit worker 1/],
    [{ role: "minority", leader: "included", avoidReusedConnections: true }, 3, /^$/],
    [{ role: "control-plane", index: 1, avoidReusedConnections: true }, 1, /no other control plane/],
  ])("of %j on %i control planes", (target, controlPlanes, reason) => {
    expect(why(target, controlPlanes) ?? "").toMatch(reason);
  });

  it("knows where external etcd runs, and that nothing else runs there", () => {
    const external = readFileSync("kind-configs/external-etcd.yaml", "utf8");
    const why = (component: "etcd" | "kube-apiserver", target: TargetSpec) =>
      incompatibility(kill(component, target), processKill as never, parseTopology(external, "x.yaml"));
    expect(why("etcd", { role: "etcd-leader" })).toBeUndefined();
    expect(why("kube-apiserver", { role: "control-plane", index: 1 })).toBeUndefined();
    expect(why("etcd", { role: "control-plane", index: 1 })).toBe("control plane 1: no etcd runs there on x");
    expect(why("kube-apiserver", { role: "etcd-leader" })).toBe("the etcd leader: no kube-apiserver runs there on x");
  });

  it("knows the zones that there are", () => {
    const container = { ...processKill, targetRoles: ["control-plane", "worker"] } as never;
    expect(why({ role: "zone", zone: "a" }, 3, "a", container)).toBeUndefined();
    expect(why({ role: "zone", zone: "b" }, 3, "a", container)).toMatch(/x has the zones a/);
  });

  it("wants as many nodes as a fault needs", () => {
    const pair = { ...processKill, fewestTargets: 2 } as never;
    expect(why({ role: "etcd-leader" }, 3, "a", pair)).toMatch(/needs 2 nodes: the etcd leader is 1/);
    expect(why({ role: "etcd-members", count: 2, leader: "included" }, 3, "a", pair)).toBeUndefined();
  });
});
